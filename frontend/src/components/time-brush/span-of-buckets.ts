import type { TimelineBucket } from "@formwork/contracts/timeline";
import { countText } from "../../lib/text/count-text.ts";
import type { Span } from "./selection.ts";

/** How many jobs ended within a bucket, by how they did. */
export type Ended = Pick<TimelineBucket, "succeeded" | "failed" | "cancelled">;
export type EndedBucket = Ended & Pick<TimelineBucket, "at">;
/** A time from `from` on, up to `to`, as RFC 3339. */
export type TimeRange = { from: string; to: string };

/** The ways in which a job ends, in the order in which a bar stacks them from its foot. */
export const endings = ["failed", "cancelled", "succeeded"] as const;

/** Returns the time that some buckets cover. */
export function rangeOfSpan(
  buckets: readonly EndedBucket[],
  { first, last }: Span,
  bucketMs: number,
): TimeRange {
  const at = (place: number) => Date.parse(buckets[place]?.at ?? "");
  return {
    from: new Date(at(first)).toISOString(),
    to: new Date(at(last) + bucketMs).toISOString(),
  };
}

/** Adds up what ended within some buckets. */
export function sumOfSpan(buckets: readonly EndedBucket[], { first, last }: Span): Ended {
  const sum = { succeeded: 0, failed: 0, cancelled: 0 };
  for (const bucket of buckets.slice(first, last + 1))
    for (const ending of endings) sum[ending] += bucket[ending];
  return sum;
}

/** Returns how many jobs ended. */
export function totalOf({ succeeded, failed, cancelled }: Ended): number {
  return succeeded + failed + cancelled;
}

/** Says what ended: "12 jobs: 10 succeeded, 2 failed"; "no job" where none did. */
export function endedText(ended: Ended): string {
  const total = totalOf(ended);
  if (total === 0) return "no job ended";
  const parts = (["succeeded", "failed", "cancelled"] as const)
    .filter((ending) => ended[ending] > 0)
    .map((ending) => `${ended[ending].toLocaleString("en")} ${ending}`);
  return `${countText(total, "job")}: ${parts.join(", ")}`;
}

/** Says a range in the browser's time zone: "14:00 – 15:30"; with days where it is longer than one. */
export function rangeText({ from, to }: TimeRange): string {
  const isLong = Date.parse(to) - Date.parse(from) > dayMs;
  const format = isLong ? dayTime : time;
  return `${format.format(new Date(from))} – ${format.format(new Date(to))}`;
}

const dayMs = 24 * 60 * 60_000;
const clock = { hour: "2-digit", minute: "2-digit" } as const;
const time = new Intl.DateTimeFormat("en-GB", clock);
const dayTime = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...clock });
