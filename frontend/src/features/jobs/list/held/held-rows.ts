import type { JobSummary } from "@formwork/contracts/job";

export type HeldRows = {
  /** The jobs to show: those of before in their order, and pages that were fetched since. */
  shown: JobSummary[];
  /** How many new jobs wait above or between them. */
  waiting: number;
};

/**
 * Returns what a list shows of `jobs` while its rows must not move: the rows `before`, as they are
 * now, without those that have left, and then all that follows the last of them.
 */
export function holdRows(before: readonly JobSummary[], jobs: readonly JobSummary[]): HeldRows {
  const now = new Map(jobs.map((job) => [job.id, job]));
  const kept = before.flatMap(({ id }) => now.get(id) ?? []);
  const known = new Set(kept.map(({ id }) => id));
  const end = jobs.findLastIndex(({ id }) => known.has(id)) + 1;
  const more = jobs.slice(end);
  return { shown: [...kept, ...more], waiting: end - kept.length };
}
