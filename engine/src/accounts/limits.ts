import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";

/** How many tries there are at once, and how long one takes to grow back. */
export type Allowance = { burst: number; refillMs: number };

export type Limiter = {
  /**
   * Takes one try of `key`, or refuses. Taken before the work, so that many at once cannot slip by.
   */
  take: (key: string) => void;
  /** Gives a try back. */
  giveBack: (key: string) => void;
};

/** Keys remembered at once; beyond it the one untouched for longest is forgotten. */
const remembered = 10_000;

/** Makes a limiter: one bucket of tries per key, in this process's memory. */
export function createLimiter({ clock, burst, refillMs }: Allowance & { clock: Clock }): Limiter {
  const buckets = new Map<string, { tries: number; at: number }>();
  function change(key: string, by: number) {
    const now = clock.monotonic();
    const { tries, at } = buckets.get(key) ?? { tries: burst, at: now };
    const left = Math.min(burst, tries + (now - at) / refillMs);
    if (left + by < 0)
      fail(
        "too-many-requests",
        `Too many tries; the next one is free in ${Math.ceil(((1 - left) * refillMs) / 1000)} s.`,
      );
    buckets.delete(key);
    buckets.set(key, { tries: Math.min(burst, left + by), at: now });
    if (buckets.size > remembered) buckets.delete(buckets.keys().next().value ?? key);
  }
  return { take: (key) => change(key, -1), giveBack: (key) => change(key, 1) };
}
