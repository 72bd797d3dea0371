import type { Connection } from "../connection/connection.ts";

/** Removes deleted jobs, with all that belongs to them. */
export type Prune = (ids: string[]) => Promise<void>;

/**
 * What belongs to a job goes first: a process that dies in between leaves the job's mark, by which
 * it is found again.
 */
export function createPrune({ connection }: { connection: Connection }): Prune {
  const { jobs, past_steps, results, log_chunks } = connection.collections;
  return async (ids) => {
    if (ids.length === 0) return;
    const theirs = { job: { $in: ids } };
    await connection.ask(() =>
      Promise.all([
        past_steps.deleteMany(theirs),
        results.deleteMany(theirs),
        log_chunks.deleteMany(theirs),
      ]),
    );
    await connection.ask(() => jobs.deleteMany({ _id: { $in: ids }, state: "deleted" }));
  };
}
