import type { ScheduleRow } from "./schedule-tables.ts";

/** Ids that a schedule keeps in its row at most: those of its last jobs. */
const maxTracked = 200;

/** Returns the schedule with new jobs among those by which overlap and failures are judged. */
export function trackJobs(row: ScheduleRow, ids: readonly string[]): ScheduleRow {
  return {
    ...row,
    jobs: [...row.jobs, ...ids].slice(-maxTracked),
    lastJobId: ids.at(-1) ?? row.lastJobId,
  };
}
