import { expect } from "chai";
import { every } from "./loop.ts";
import { silentTelemetry } from "./telemetry.ts";

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

  it("gathers wakes for a while, and makes up for all of them in one step", async () => {
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
      gatherMs: 30,
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
    for (const [index, at] of woken.entries()) expect((steps[index + 1] ?? 0) - at).to.be.at.least(25);
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

  it("says that it is not healthy when no step has finished for three periods", async () => {
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
});
