import type { ScheduleRow } from "./schedule-tables.ts";

/** Jobs that a schedule keeps an eye on, the last ones. */
const maxTracked = 200;

/** Returns the schedule with new jobs among those that overlap and failures are judged by. */
export function trackJobs(row: ScheduleRow, ids: readonly string[]): ScheduleRow {
  return {
    ...row,
    jobs: [...row.jobs, ...ids].slice(-maxTracked),
    lastJobId: ids.at(-1) ?? row.lastJobId,
  };
}
