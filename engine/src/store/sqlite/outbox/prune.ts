import type { Database } from "../connection/database.ts";

/** Jobs removed per commit, so that a large clean-up comes in small portions. */
const maxJobsPerCommit = 50;

/** Removes deleted jobs, with all that belongs to them, once the bus has their last event. */
export function createPrune(database: Database): (relayed: number) => void {
  const deleted = database.statement<{ job: number }>(
    `select job from standings where deletedPosition is not null and deletedPosition <= ?
     order by deletedPosition limit ?`,
  );
  const removeTags = database.statement(
    `delete from job_tags where (tag, createdAt, job) in (
       select value, createdAt, no from jobs, json_each(tags) where no = ?)`,
  );
  const removals = [
    ...["past_steps", "log_lines", "standings"].map(
      (table) => `delete from ${table} where job = ?`,
    ),
    "delete from jobs where no = ?",
  ].map((sql) => database.statement(sql));

  return (relayed) => {
    for (const { job } of deleted.all(relayed, maxJobsPerCommit)) {
      removeTags.run(job);
      for (const removal of removals) removal.run(job);
    }
  };
}
