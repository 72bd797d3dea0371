import { expect } from "chai";
import { fail } from "../errors.ts";
import { every, type Loop } from "./loop.ts";
import { createTelemetry, silentTelemetry } from "./telemetry.ts";
import { withinTrace } from "./trace-scope.ts";

describe("every", () => {
  const telemetry = silentTelemetry();

  it("runs its step at the start and when woken, one at a time", async () => {
    let running = 0;
    let most = 0;
    const ran = { times: 0, twice: Promise.withResolvers<void>() };
    const loop = every({
      name: "test",
      ms: 60_000,
      telemetry,
      step: async () => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        if (++ran.times === 2) ran.twice.resolve();
      },
    });
    loop.start();
    loop.wake();
    loop.wake();
    await ran.twice.promise;
    await loop.stop();
    expect(most).to.equal(1);
    expect(ran.times).to.equal(2);
  });

  it("waits for more wakes to join the first, and runs one step for all of them", async () => {
    const woken: number[] = [];
    const steps: number[] = [];
    const third = Promise.withResolvers<void>();
    const wakeTwice = () => {
      woken.push(performance.now());
      loop.wake();
      loop.wake();
    };
    const loop = every({
      name: "gathering",
      ms: 60_000,
      coalesceMs: 30,
      telemetry,
      step: async () => {
        if (steps.push(performance.now()) < 3) setImmediate(wakeTwice);
        else third.resolve();
      },
    });
    loop.start();
    await third.promise;
    await loop.stop();
    expect(steps).to.have.length(3);
    for (const [index, at] of woken.entries())
      expect((steps[index + 1] ?? 0) - at).to.be.at.least(25);
  });

  it("goes on after a step that throws, and counts it", async () => {
    const second = Promise.withResolvers<void>();
    let times = 0;
    const loop = every({
      name: "broken",
      ms: 1,
      telemetry,
      step: async () => {
        if (++times === 2) second.resolve();
        throw new Error("no");
      },
    });
    loop.start();
    await second.promise;
    await loop.stop();
    expect(await telemetry.metrics()).to.match(/formwork_loop_errors_total\{loop="broken"\} [12]/);
  });

  it("is unhealthy when no step has finished for three periods", async () => {
    let time = 0;
    const clock = { now: () => time, monotonic: () => time, random: () => 0 };
    const hang = Promise.withResolvers<void>();
    const loop = every({ name: "hung", ms: 5_000, telemetry, clock, step: () => hang.promise });
    loop.start();
    time = 14_000;
    expect(loop.healthy()).to.equal(true);
    time = 16_000;
    expect(loop.healthy()).to.equal(false);
    hang.resolve();
    await loop.stop();
  });

  it("is healthy while its steps throw `unavailable`, and not while they throw anything else", async () => {
    async function healthyAfter(refuse: () => never): Promise<boolean> {
      let time = 0;
      const clock = { now: () => time, monotonic: () => time, random: () => 0 };
      const { loop, times } = counted({ clock, step: async () => refuse() });
      loop.start();
      time = 16_000;
      await times(2);
      const healthy = loop.healthy();
      await loop.stop();
      return healthy;
    }
    expect(await healthyAfter(() => fail("unavailable"))).to.equal(true);
    expect(await healthyAfter(() => fail("job-not-found"))).to.equal(false);
  });

  describe("in the log", () => {
    const lines: { event: string; level: string; error?: string; traceId?: string }[] = [];
    const { log } = createTelemetry({
      level: "info",
      service: "test",
      to: { write: (line) => void lines.push(JSON.parse(line)) },
    });
    const logged = { ...telemetry, log };
    beforeEach(() => {
      lines.length = 0;
    });

    it("reports an error when it begins, changes and ends, however often it repeats", async () => {
      const faults = ["first", "first", "first", "second", "second", null, null, "first"];
      const { loop, times } = counted({
        telemetry: logged,
        step: async (time) => {
          if (typeof faults[time] === "string") throw new Error(faults[time]);
        },
      });
      loop.start();
      await times(faults.length);
      await loop.stop();
      expect(lines.map(({ event, error }) => error ?? event)).to.deep.equal([
        "Error: first",
        "Error: second",
        "loop.recovered",
        "Error: first",
      ]);
    });

    it("takes errors with the same code for alike, whatever their texts", async () => {
      const { loop, times } = counted({
        telemetry: logged,
        step: async (time) => {
          throw Object.assign(new Error(`failed at ${time}`), { code: 2 });
        },
      });
      loop.start();
      await times(3);
      await loop.stop();
      expect(lines.map(({ error }) => error)).to.deep.equal(["Error: failed at 0"]);
    });

    it("has no trace id, not even that of the request that woke it", async () => {
      const { loop, times } = counted({
        telemetry: logged,
        step: async (time) => log.info(`step ${time}`),
      });
      withinTrace("00-aa-bb-01", loop.start);
      await times(2);
      withinTrace("00-cc-dd-01", loop.wake);
      await times(4);
      await loop.stop();
      expect(lines.map(({ traceId }) => traceId)).to.deep.equal(lines.map(() => undefined));
    });
  });

  it("does not run before its next period after a step that threw, even when woken", async () => {
    const { loop, times, sum } = counted({
      ms: 60_000,
      step: async () => {
        throw new Error("no");
      },
    });
    loop.start();
    await times(1);
    for (let left = 3; left > 0; left--) {
      loop.wake();
      await new Promise(setImmediate);
    }
    await loop.stop();
    expect(sum()).to.equal(1);
  });

  /** A loop whose steps are counted, the first being number 0. */
  function counted({
    step,
    ...params
  }: { step: (time: number) => Promise<unknown> } & Partial<
    Omit<Parameters<typeof every>[0], "step">
  >) {
    let begun = 0;
    let waiting: { sum: number; resolve: () => void } | undefined;
    const loop: Loop = every({
      name: "counted",
      ms: 1,
      telemetry,
      ...params,
      step: async () => {
        if (begun + 1 >= (waiting?.sum ?? Number.POSITIVE_INFINITY))
          setImmediate(() => waiting?.resolve());
        await step(begun++);
      },
    });
    const times = (sum: number) =>
      new Promise<void>((resolve) => {
        if (begun >= sum) resolve();
        else waiting = { sum, resolve };
      });
    return { loop, times, sum: () => begun };
  }
});
