import type { JobSummary } from "@formwork/contracts/job";
import type { StoredIds } from "../../lib/storage/stored-ids.ts";

type Deps = {
  /** Missing on pages that come over plain HTTP from another machine: then every tab is elected. */
  locks: Pick<LockManager, "request"> | undefined;
  watched: StoredIds;
  /** How long the elected tab holds its lock; longer than the slowest tab takes to get the event. */
  holdMs?: number;
};

const defaultHoldMs = 30_000;

/**
 * Creates the function that elects one tab to notify the user of a job's end. Every tab calls it
 * for the same event; it resolves with true in exactly one of those that watch the job. A lock of
 * the browser decides: tabs see each other's changes of storage too late for the list of watched
 * jobs to do so alone. The elected tab stops watching the job.
 */
export function createTabElection({
  locks,
  watched,
  holdMs = defaultHoldMs,
}: Deps): (job: Pick<JobSummary, "id" | "seq">) => Promise<boolean> {
  return ({ id, seq }) =>
    new Promise((resolve, reject) => {
      const hold = async (isFirst: boolean) => {
        const isElected = isFirst && watched.has(id);
        if (isElected) watched.remove(id);
        resolve(isElected);
        if (isElected) await new Promise((released) => setTimeout(released, holdMs));
      };
      if (locks === undefined) return void hold(true);
      locks
        .request(`formwork.notification:${id}:${seq}`, { ifAvailable: true }, (lock) =>
          hold(lock !== null),
        )
        .catch(reject);
    });
}
