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
export function createTokenBucket(size: BucketSize): TokenBucket {
  let fullAt = Number.NEGATIVE_INFINITY;

  const waitMs = (now: number, count = 1) => waitOf(size, { fullAt, now, count });
  return {
    take(now, count = 1) {
      if (waitMs(now, count) > 0) return false;
      fullAt = fullAfter(size, { fullAt, now, count });
      return true;
    },
    putBack(count = 1) {
      fullAt -= count * size.refillMs;
    },
    waitMs,
  };
}

/** A bucket as it is: when it is full again, and how many tokens are asked of it now. */
type Asked = { fullAt: number; now: number; count: number };

/** Returns when a bucket is full again after `count` tokens were taken, even some that it lacks. */
export function fullAfter({ refillMs }: BucketSize, { fullAt, now, count }: Asked): number {
  return Math.max(fullAt, now) + count * refillMs;
}

/** Returns the milliseconds until a bucket holds `count` tokens. */
export function waitOf(size: BucketSize, asked: Asked): number {
  return Math.max(0, fullAfter(size, asked) - size.burst * size.refillMs - asked.now);
}

/** Returns how many whole tokens a bucket holds. */
export function tokensIn({ burst, refillMs }: BucketSize, fullAt: number, now: number): number {
  return Math.max(0, Math.floor(burst - Math.max(0, fullAt - now) / refillMs));
}
