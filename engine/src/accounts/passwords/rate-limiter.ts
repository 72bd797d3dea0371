import { LRUCache } from "lru-cache";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import {
  type BucketSize,
  createTokenBucket,
  type TokenBucket,
} from "../../runtime/token-bucket.ts";

/** Limits how often each key is tried. */
export type RateLimiter = {
  /**
   * Takes one try of a key; throws `too-many-requests` when none is left. Call it before the work,
   * so that requests at the same time are counted.
   */
  take: (key: string) => void;
  /** Puts the try of a key back. */
  putBack: (key: string) => void;
};

/** Keys whose tries are counted; beyond that the key that was tried longest ago is forgotten. */
const maxKeys = 10_000;

/** Creates a rate limiter with a token bucket for each key, in the memory of this process. */
export function createRateLimiter({ clock, ...size }: BucketSize & { clock: Clock }): RateLimiter {
  const buckets = new LRUCache<string, TokenBucket>({ max: maxKeys });

  function bucketOf(key: string): TokenBucket {
    const bucket = buckets.get(key) ?? createTokenBucket(size);
    buckets.set(key, bucket);
    return bucket;
  }
  return {
    take(key) {
      const [bucket, now] = [bucketOf(key), clock.monotonic()];
      if (!bucket.take(now))
        fail(
          "too-many-requests",
          `Too many tries; the next one is free in ${Math.ceil(bucket.waitMs(now) / 1000)} s.`,
        );
    },
    putBack: (key) => bucketOf(key).putBack(),
  };
}
