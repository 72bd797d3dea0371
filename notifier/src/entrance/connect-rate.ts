import type { Clock } from "@formwork/engine/runtime/clock";
import { createTokenBucket, type TokenBucket } from "@formwork/engine/runtime/flow/token-bucket";
import { LRUCache } from "lru-cache";

/** Users whose connections are counted; beyond that the one who connected longest ago is forgotten. */
const maxUsers = 10_000;

/** Limits how many sockets each user opens in a minute. */
export type ConnectRate = { take: (userId: string) => boolean };

/** Creates a token bucket for each user, in the memory of this process. */
export function createConnectRate({
  perMinute,
  clock,
}: {
  perMinute: number;
  clock: Clock;
}): ConnectRate {
  const buckets = new LRUCache<string, TokenBucket>({ max: maxUsers });
  return {
    take(userId) {
      const bucket =
        buckets.get(userId) ??
        createTokenBucket({ burst: perMinute, refillMs: 60_000 / perMinute });
      buckets.set(userId, bucket);
      return bucket.take(clock.monotonic());
    },
  };
}
