import type { JobSummary } from "@formwork/contracts/job";
import type { StoredIds } from "../../lib/stored-ids.ts";

type Deps = { locks: Pick<LockManager, "request">; watched: StoredIds; holdMs?: number };
type Ended = Pick<JobSummary, "id" | "seq">;

/**
 * Milliseconds for which the lock of an end is kept: longer than the last tab takes to hear of it.
 */
const longEnough = 30_000;

/**
 * Makes the claim on telling the end of a watched job: of all tabs that hear the same event exactly
 * one gets true (P8). The lock decides, and is kept for a while; the shared list alone would not
 * do, since tabs see each other's changes of storage only some time later.
 */
export function createTabElection({
  locks,
  watched,
  holdMs = longEnough,
}: Deps): (job: Ended) => Promise<boolean> {
  return ({ id, seq }) =>
    new Promise((resolve, reject) => {
      const hold = async (lock: Lock | null) => {
        const won = lock !== null && watched.has(id);
        if (won) watched.remove(id);
        resolve(won);
        if (won) await new Promise((released) => setTimeout(released, holdMs));
      };
      locks.request(`formwork.notice:${id}:${seq}`, { ifAvailable: true }, hold).catch(reject);
    });
}
