import type { IdList } from "../../lib/id-list.ts";

type Deps = { locks: Pick<LockManager, "request">; watched: IdList };

/**
 * Makes the claim on telling the end of a watched job: of all tabs that hear the same event exactly one gets true (P8).
 * The lock orders the tabs; whoever comes first takes the job off the shared list.
 */
export function createClaim({ locks, watched }: Deps): (jobId: string) => Promise<boolean> {
  return (jobId) =>
    locks.request("formwork.notices", async () => {
      const wanted = watched.has(jobId);
      if (wanted) watched.remove(jobId);
      return wanted;
    });
}
