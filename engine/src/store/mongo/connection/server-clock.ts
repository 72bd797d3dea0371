import type { Clock } from "../../../runtime/clock.ts";

/**
 * The server's clock as this process knows it, for times that tell and for due times counted from
 * now. What decides is never this estimate: leases and due times are compared with `$$NOW` by the
 * server itself.
 */
export type ServerClock = {
  /** Milliseconds since 1970. */
  now: () => number;
  /**
   * Takes a reading: what the server said its time is, and the monotonic time at which it was
   * asked.
   */
  read: (localTime: Date, askedAt: number) => void;
  /** True when the last reading is so old that clocks may have drifted apart. */
  stale: () => boolean;
};

/** Milliseconds after which clocks are compared again. */
const fresh = 30_000;
/**
 * A wall clock that differs from the monotonic one by more has been set, and is not believed until
 * the next reading.
 */
const leap = 100;

/** A clock that runs as the server's does, whatever happens to the one of this machine. */
export function createServerClock(clock: Clock): ServerClock {
  let reading = { monotonic: Number.NEGATIVE_INFINITY, local: clock.now(), ahead: 0 };
  return {
    now() {
      const local = clock.now();
      const expected = reading.local + clock.monotonic() - reading.monotonic;
      return Math.round(
        (Math.abs(local - expected) > leap && Number.isFinite(expected) ? expected : local) +
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
    stale: () => clock.monotonic() - reading.monotonic > fresh,
  };
}

/**
 * How far ahead the server is, when its time was taken some time between `-age` and now, and cut to
 * milliseconds: 0 if that may be.
 */
function aheadBy(difference: number, age: number): number {
  const [least, most] = [difference - 1, difference + age + 1];
  return least <= 0 && most >= 0 ? 0 : difference + age / 2;
}
