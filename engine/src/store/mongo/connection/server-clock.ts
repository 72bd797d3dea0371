import type { Clock } from "../../../runtime/clock.ts";

/**
 * An estimate of the server's clock, for times of steps and for due times that are counted from now.
 * Whether a lease has expired or a job is due, the server decides itself, by `$$NOW`.
 */
export type ServerClock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Adjusts to the server's time; `askedAt` is the monotonic time at which it was asked. */
  read: (localTime: Date, askedAt: number) => void;
  /** Whether the last reading is so old that the clocks may have drifted apart. */
  stale: () => boolean;
  /** By how many milliseconds the server was ahead of this machine at the last reading. */
  aheadMs: () => number;
};

/** Milliseconds after which clocks are compared again. */
const readingTtlMs = 30_000;
/**
 * Milliseconds by which the wall clock may differ from the monotonic one. Beyond that it was set, and
 * is ignored until the next reading.
 */
const maxDriftMs = 100;

/** Makes an estimate that follows the server even when this machine's clock is set. */
export function createServerClock(clock: Clock): ServerClock {
  let reading = { monotonic: Number.NEGATIVE_INFINITY, local: clock.now(), ahead: 0 };
  return {
    now() {
      const local = clock.now();
      const expected = reading.local + clock.monotonic() - reading.monotonic;
      return Math.round(
        (Math.abs(local - expected) > maxDriftMs && Number.isFinite(expected) ? expected : local) +
          reading.ahead,
      );
    },
    read(localTime, askedAt) {
      const monotonic = clock.monotonic();
      const local = clock.now();
      reading = {
        monotonic,
        local,
        ahead: aheadBy(localTime.getTime() - local, monotonic - askedAt),
      };
    },
    stale: () => clock.monotonic() - reading.monotonic > readingTtlMs,
    aheadMs: () => reading.ahead,
  };
}

/**
 * Returns by how many milliseconds the server is ahead, whose time was taken at some point in the
 * last `age` milliseconds and truncated to milliseconds; 0 if that is possible.
 */
function aheadBy(difference: number, age: number): number {
  const [least, most] = [difference - 1, difference + age + 1];
  return least <= 0 && most >= 0 ? 0 : difference + age / 2;
}
