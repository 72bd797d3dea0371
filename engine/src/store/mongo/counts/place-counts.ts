import type { JobState } from "@formwork/contracts/states";
import type { KeptCount } from "../../kept-count.ts";
import type { WrittenJob } from "./written-jobs.ts";

/** How many jobs of each template and queue are in each state, by these as JSON. */
export type Counts = Map<string, number>;
/** What jobs are counted by. */
export type Place = { template: string; queue: string; state: JobState };

/** Counts a job in one state instead of another; null is none. */
export function move(
  counts: Counts,
  { fixed: { template, queue } }: WrittenJob,
  from: JobState | null,
  to: JobState | null,
): void {
  if (from === to) return;
  if (from !== null) add(counts, { template, queue, state: from }, -1);
  if (to !== null) add(counts, { template, queue, state: to }, 1);
}

/** Counts so many jobs more. */
export function add(counts: Counts, { template, queue, state }: Place, count: number): void {
  const key = JSON.stringify([template, queue, state]);
  counts.set(key, count + (counts.get(key) ?? 0));
}

/** Lists counts, without those of no job. */
export function listOf(counts: Counts): KeptCount[] {
  return [...counts].flatMap(([key, count]) => {
    const [template, queue, state] = JSON.parse(key) as [string, string, JobState]; // As `add` wrote it.
    return count === 0 ? [] : [{ template, queue, state, count }];
  });
}
