/** How many tokens a bucket holds when full, and in how many milliseconds one grows back. */
export type BucketSize = { burst: number; refillMs: number };

/**
 * A limit on a rate: each call takes tokens, which grow back with time. `now` is a time in
 * milliseconds of a clock that never goes back (`Clock.monotonic`).
 */
export type TokenBucket = {
  /** Takes `count` tokens, or none where fewer are left: then the answer is false. */
  take: (now: number, count?: number) => boolean;
  /** Puts `count` tokens back. */
  putBack: (count?: number) => void;
  /**
   * Milliseconds until `count` tokens are there; 0 when they are. A bucket never holds more than
   * `burst`: for a larger count the time is meaningless.
   */
  waitMs: (now: number, count?: number) => number;
};

/**
 * Makes a full bucket. It keeps one number, the time at which it is full again (the generic cell
 * rate algorithm), so that whole times and rates are counted exactly.
 */
export function createTokenBucket({ burst, refillMs }: BucketSize): TokenBucket {
  const capacityMs = burst * refillMs;
  let fullAt = Number.NEGATIVE_INFINITY;

  const fullAfter = (now: number, count: number) => Math.max(fullAt, now) + count * refillMs;
  const waitMs = (now: number, count = 1) => Math.max(0, fullAfter(now, count) - capacityMs - now);
  return {
    take(now, count = 1) {
      if (waitMs(now, count) > 0) return false;
      fullAt = fullAfter(now, count);
      return true;
    },
    putBack(count = 1) {
      fullAt -= count * refillMs;
    },
    waitMs,
  };
}
