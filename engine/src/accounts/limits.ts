import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import { type BucketSize, createTokenBucket, type TokenBucket } from "../runtime/token-bucket.ts";

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
export function createLimiter({ clock, ...size }: BucketSize & { clock: Clock }): Limiter {
  const buckets = new Map<string, TokenBucket>();

  /** The bucket of a key, which becomes the one touched last. */
  function touch(key: string): TokenBucket {
    const bucket = buckets.get(key) ?? createTokenBucket(size);
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > remembered) buckets.delete(buckets.keys().next().value ?? key);
    return bucket;
  }
  return {
    take(key) {
      const [bucket, now] = [touch(key), clock.monotonic()];
      if (!bucket.take(now))
        fail(
          "too-many-requests",
          `Too many tries; the next one is free in ${Math.ceil(bucket.waitMs(now) / 1000)} s.`,
        );
    },
    giveBack: (key) => touch(key).putBack(),
  };
}
