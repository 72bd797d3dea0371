import {
  type Limit,
  type Limits,
  settingOfLimit,
  signInsOfAccount,
  signInsOfAddress,
} from "@formwork/contracts/limits";
import { LRUCache } from "lru-cache";
import { tooMany } from "../errors.ts";
import type { BucketSize } from "../runtime/flow/token-bucket.ts";
import type { Quota } from "../runtime/quota.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import type { RateRow } from "./rate-table.ts";
import type { Call, Rates } from "./rates.ts";
import { createSharedBucket, type Level, type SharedBucket } from "./shared-bucket.ts";
import { nameOf, type Subject } from "./subject.ts";

type Deps = {
  rows: Pick<Table<RateRow>, "get" | "insert" | "replaceIf">;
  /** The store's clock. */
  now: () => number;
  limits: Pick<Rates, "learn" | "stop"> & { current: () => Promise<Limits> };
  telemetry: Pick<Telemetry, "count">;
};

/**
 * Buckets that a process knows; beyond that the one used longest ago is forgotten, with at most a
 * portion of tokens. Callers and strangers apart: however many addresses strangers have, this
 * process forgets no caller for them.
 */
const maxBuckets = 10_000;
/** Writes in which a process takes all tokens of a full bucket, at least. */
const portionsOfBucket = 40;

/** Creates the limits by the minute of a process, which it shares with others through the store. */
export function createRates({ rows, now, limits, telemetry }: Deps): Rates {
  const ofCallers = new LRUCache<string, SharedBucket>({ max: maxBuckets });
  const ofStrangers = new LRUCache<string, SharedBucket>({ max: maxBuckets });

  function bucketOf({ limit, subject }: Call): SharedBucket {
    const isCaller = subject.kind === "user" || subject.kind === "key";
    const known = isCaller ? ofCallers : ofStrangers;
    const id = `${limit}:${nameOf(subject)}`;
    const bucket = known.get(id) ?? createSharedBucket({ id, rows, now });
    known.set(id, bucket);
    return bucket;
  }
  async function sizeOf({ limit, subject }: Call): Promise<BucketSize | null> {
    const perMinute = perMinuteOf(await limits.current(), limit, subject.kind);
    return perMinute === null ? null : { burst: perMinute, refillMs: 60_000 / perMinute };
  }

  return {
    async take(call) {
      const size = await sizeOf(call);
      if (size === null) return null;
      const level = await bucketOf(call).take({
        ...{ size, count: call.count ?? 1, mayOwe: true },
        portion: portionOf(call.limit, size),
      });
      const quota = quotaOf(call.limit, size, level);
      if (level.granted) return quota;
      telemetry.count("rate_limited_total", { limit: call.limit });
      return tooMany(quota);
    },
    async owe(call) {
      const size = await sizeOf(call);
      const count = call.count ?? 1;
      if (size !== null)
        await bucketOf(call).owe({ size, count, portion: portionOf(call.limit, size) });
    },
    async putBack(call) {
      const size = await sizeOf(call);
      if (size !== null)
        await bucketOf(call).owe({ size, count: -1, portion: portionOf(call.limit, size) });
    },
    learn: limits.learn,
    stop: limits.stop,
  };
}

function perMinuteOf(limits: Limits, limit: Limit, kind: Subject["kind"]): number | null {
  const perMinute = limits[settingOfLimit[limit]];
  if (limit !== "signIns" || perMinute === null) return perMinute;
  if (kind === "address") return signInsOfAddress * perMinute;
  return kind === "account" ? signInsOfAccount * perMinute : perMinute;
}

/** Tries to sign in are few and count exactly, in whichever process they come. */
function portionOf(limit: Limit, { burst }: BucketSize): number {
  return limit === "signIns" ? 0 : Math.max(1, Math.floor(burst / portionsOfBucket));
}

function quotaOf(limit: Limit, { burst, refillMs }: BucketSize, { left, waitMs }: Level): Quota {
  return { limit, perMinute: burst, left, nextMs: waitMs > 0 ? waitMs : refillMs };
}
