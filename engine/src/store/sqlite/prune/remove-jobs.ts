import type { Database } from "../connection/database.ts";

/** Log lines removed per commit; some 5 ms of the writer's time. */
export const maxLinesPerCommit = 2000;

/** Makes the removal of a job with all that belongs to it. The lines of its log go first. */
export function createRemoveJobs(database: Database) {
  const firstLine = database.statement<{ offset: number }>(
    "select offset from log_lines where job = ? order by offset limit 1",
  );
  const removeLines = database.statement("delete from log_lines where job = ? and offset < ?");
  const removeTags = database.statement(
    `delete from job_tags where (tag, createdAt, job) in (
       select value, createdAt, no from jobs, json_each(tags) where no = ?)`,
  );
  const removals = [
    ...["past_steps", "standings"].map((table) => `delete from ${table} where job = ?`),
    "delete from jobs where no = ?",
  ].map((sql) => database.statement(sql));

  /** Removes up to `limit` of the oldest lines; returns how many, and whether it was the rest. */
  function removeLog(no: number, limit: number): { removed: number; isDone: boolean } {
    const first = firstLine.get(no)?.offset;
    if (first === undefined) return { removed: 0, isDone: true };
    const removed = removeLines.run(no, first + Math.max(0, limit));
    return { removed, isDone: firstLine.get(no) === undefined };
  }

  function removeJob(no: number): void {
    removeTags.run(no);
    for (const removal of removals) removal.run(no);
  }
  return { removeLog, removeJob };
}
