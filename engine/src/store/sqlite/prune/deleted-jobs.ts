import type { Database } from "../connection/database.ts";
import { createRemoveJobs, maxLinesPerCommit } from "./remove-jobs.ts";

/** Jobs removed per commit, so that a large clean-up comes in small portions. */
const maxJobsPerCommit = 50;
/**
 * Removes deleted jobs, with all that belongs to them, once the bus has their last event. Returns
 * false while there are more: one commit takes a portion.
 */
export function createRemoveDeleted(database: Database): (relayed: number) => boolean {
  const deleted = database.statement<{ job: number }>(
    `select job from standings where deletedPosition is not null and deletedPosition <= ?
     order by deletedPosition limit ?`,
  );
  const { removeLog, removeJob } = createRemoveJobs(database);

  return (relayed) => {
    const found = deleted.all(relayed, maxJobsPerCommit);
    let lines = maxLinesPerCommit;
    for (const { job } of found) {
      const { removed, isDone } = removeLog(job, lines);
      if (!isDone) return false;
      lines -= removed;
      removeJob(job);
    }
    return found.length < maxJobsPerCommit;
  };
}
