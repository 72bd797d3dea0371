import type { TimelineBucket } from "@formwork/contracts/timeline";

/** Returns the 95th percentile of each bucket that has one, in order: buckets without jobs have none. */
export function percentileLine(
  buckets: readonly Pick<TimelineBucket, "wait" | "run">[],
  part: "wait" | "run",
): number[] {
  return buckets.flatMap((bucket) => {
    const { p95 } = bucket[part];
    return p95 === null ? [] : [p95];
  });
}
