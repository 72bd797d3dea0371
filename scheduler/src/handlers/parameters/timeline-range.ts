import { parseDuration } from "@formwork/contracts/duration";
import { maxTimelineBuckets } from "@formwork/contracts/timeline";
import { fail } from "@formwork/engine/errors";
import type { TimelineRange } from "@formwork/engine/projections/numbers";
import { timeOf } from "./time-of.ts";

type Asked = { bucket?: string | undefined; from?: string | undefined; to?: string | undefined };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Reads the range of a timeline; by default the day before `now` in steps of five minutes. Fails
 * with `invalid-request` for buckets that are no whole minutes or too many, and for times before
 * 1970.
 */
export function timelineRange({ bucket = "5m", from, to }: Asked, now: number): TimelineRange {
  const bucketMs = parseDuration(bucket);
  if (bucketMs < minuteMs || bucketMs % minuteMs !== 0)
    refuse("bucket", "must be one or more whole minutes, such as 1m, 5m, 1h or 1d");
  const end = timeOf(to) ?? now;
  const start = timeOf(from) ?? end - dayMs;
  if (start < 0) refuse("from", "must be 1970-01-01T00:00:00Z or later: no job is older");
  if (start >= end) refuse("from", "must be before to");
  // One more where the range begins and ends within a bucket.
  if ((end - start) / bucketMs > maxTimelineBuckets - 1)
    refuse("bucket", `must be longer: the range may have at most ${maxTimelineBuckets} buckets`);
  return { from: start, to: end, bucketMs };
}

function refuse(parameter: keyof Asked, message: string): never {
  return fail("invalid-request", `/query/${parameter} ${message}`, [
    { pointer: `/query/${parameter}`, message, keyword: "range" },
  ]);
}
