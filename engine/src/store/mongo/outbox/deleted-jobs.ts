import type { Connection } from "../connection/connection.ts";

/** Removes deleted jobs with their steps, results and log lines. */
export type RemoveDeleted = (ids: string[]) => Promise<void>;

/**
 * Makes the removal. What belongs to a job goes before its document: when the process dies in
 * between, the document is still there to be found by the next sweep.
 */
export function createRemoveDeleted({ connection }: { connection: Connection }): RemoveDeleted {
  const { jobs, past_steps, results, log_chunks } = connection.collections;
  return async (ids) => {
    if (ids.length === 0) return;
    const ofJobs = { job: { $in: ids } };
    await connection.ask(() =>
      Promise.all([
        past_steps.deleteMany(ofJobs),
        results.deleteMany(ofJobs),
        log_chunks.deleteMany(ofJobs),
      ]),
    );
    await connection.ask(() => jobs.deleteMany({ _id: { $in: ids }, state: "deleted" }));
  };
}
