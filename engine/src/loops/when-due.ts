import { type Bus, topics, type Unsubscribe } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { throttle } from "../runtime/flow/throttle.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

type Deps = {
  name: string;
  /** Does what is due; resolves with when something is due next, and null where nothing waits. */
  step: () => Promise<number | null>;
  /** The clock of those times, in milliseconds since 1970. */
  now: () => number;
  bus: Pick<Bus, "onSignal">;
  telemetry: Telemetry;
  clock: Clock;
  maxRestMs?: number;
};

/** Milliseconds between two steps at most: what a lost signal costs. */
const usualMaxRestMs = 1000;
/** Milliseconds between two steps while there is something to do, so that each does a lot. */
const busyMs = 250;
/** A signal comes with every kind of work, of which claims go first. */
const coalesceMs = 10;

/**
 * Makes a loop that steps when something is due: at the time that the step before has found, and when
 * a signal says that there may be something sooner. So a loop with nothing to do asks once a second.
 */
export function whenDue({
  name,
  step,
  now,
  bus,
  telemetry,
  clock,
  maxRestMs = usualMaxRestMs,
}: Deps): Loop {
  const signalled = throttle({ ms: busyMs });
  let restMs = busyMs;
  let unsubscribe: Promise<Unsubscribe> | undefined;
  const loop = every({
    ...{ name, ms: maxRestMs, coalesceMs, telemetry, clock },
    restMs: () => restMs,
    async step() {
      restMs = busyMs; // Also after a step that throws.
      restMs = restUntil(await step());
    },
  });

  function restUntil(dueAt: number | null): number {
    if (dueAt === null) return maxRestMs;
    const left = dueAt - now();
    // A timer may be early by a part of a millisecond.
    return left > 0 ? left + 1 : busyMs;
  }
  return {
    ...loop,
    start() {
      unsubscribe = bus.onSignal(topics.due, () => signalled(name, loop.wake));
      // Without the signal it looks once a second.
      unsubscribe.catch(() => undefined);
      loop.start();
    },
    async stop() {
      await (await unsubscribe?.catch(() => undefined))?.();
      await loop.stop();
    },
  };
}
