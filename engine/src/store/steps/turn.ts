/**
 * By how much each step of priority moves a job forward in its queue, in milliseconds: a job that
 * waits overtakes newer ones of the next higher priority after so long. The schema of SQLite and
 * the documents of MongoDB hold turns made with it, so another value needs a migration of both.
 */
export const agingMs = 1_800_000;

type Waiting = { priority: number; runAt: number; createdAt: number };

/**
 * Returns since when a job waits, in milliseconds since 1970: since it is due. A due time before the
 * job was made counts as that moment, or an old date would let it go before all others.
 */
export function waitingSince({ runAt, createdAt }: Omit<Waiting, "priority">): number {
  return Math.max(runAt, createdAt);
}

/**
 * Returns the sort key of a queued job: the one with the lowest is claimed first. It never changes
 * while the job waits, so ageing rewrites nothing.
 */
export function turnOf(job: Waiting): number {
  return waitingSince(job) - job.priority * agingMs;
}
