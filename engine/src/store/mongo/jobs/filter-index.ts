import type { JobFilter } from "../../job-store.ts";

/**
 * Returns the index that leaves the fewest jobs of a filter to look at, in order of creation. That
 * by state has the jobs of each state in order; the server merges the states.
 */
export function filterIndex({ errorGroup, rerunOf, schedule }: JobFilter) {
  if (errorGroup !== undefined) return "by_error";
  if (rerunOf !== undefined) return "by_rerun";
  return schedule === undefined ? "by_state" : "by_schedule";
}
