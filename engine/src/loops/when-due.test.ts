import { expect } from "chai";
import { topics } from "../bus/bus.ts";
import { createLocalSignals } from "../bus/local-signals.ts";
import { systemClock as clock } from "../runtime/clock.ts";
import type { Loop } from "../runtime/loop.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { whenDue } from "./when-due.ts";

describe("whenDue", () => {
  const signals = createLocalSignals({ onFault: () => undefined });
  let loop: Loop | undefined;
  afterEach(() => loop?.stop());

  /** Starts a loop whose steps find these times, and then nothing; resolves with when each began. */
  async function stepsOf(
    found: (number | null)[],
    { maxRestMs, count, onStep = () => undefined }: Given,
  ): Promise<number[]> {
    const steps: number[] = [];
    const done = Promise.withResolvers<void>();
    loop = whenDue({
      ...{ name: "test", now: Date.now, bus: signals, telemetry: silentTelemetry(), clock },
      maxRestMs,
      async step() {
        if (steps.push(Date.now()) === count) done.resolve();
        setImmediate(onStep);
        return found.shift() ?? null;
      },
    });
    loop.start();
    await done.promise;
    return steps;
  }
  type Given = { maxRestMs: number; count: number; onStep?: () => void };

  it("steps at the time that it has found, and not before", async () => {
    const dueAt = Date.now() + 100;
    const [, second = 0] = await stepsOf([dueAt], { maxRestMs: 3_600_000, count: 2 });
    expect(second).to.be.at.least(dueAt);
  });

  it("steps again soon where something is left that was due", async () => {
    await stepsOf([0, 0, 0], { maxRestMs: 3_600_000, count: 4 });
  });

  it("steps when a signal comes, however far away the next time is", async () => {
    const onStep = () => signals.signal(topics.due, {});
    await stepsOf([Number.MAX_SAFE_INTEGER], { maxRestMs: 3_600_000, count: 2, onStep });
  });

  it("steps without a signal too, as one may be lost", async () => {
    await stepsOf([Number.MAX_SAFE_INTEGER, null], { maxRestMs: 20, count: 3 });
  });

  it("hears nothing more after its stop", async () => {
    const steps = await stepsOf([], { maxRestMs: 3_600_000, count: 1 });
    await loop?.stop();
    signals.signal(topics.due, {});
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(steps).to.have.length(1);
  });
});
