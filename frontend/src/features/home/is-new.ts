import type { Timeline } from "@formwork/contracts/timeline";
import { totalOf } from "../../components/time-brush/span-of-buckets.ts";

/** Whether an instance has never run a job: it has none, and none ended of late that was removed since. */
export function isNew(
  counts: { total: number } | undefined,
  timeline: Pick<Timeline, "total"> | undefined,
): boolean {
  return counts?.total === 0 && timeline !== undefined && totalOf(timeline.total) === 0;
}
