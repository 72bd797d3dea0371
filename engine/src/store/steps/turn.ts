/**
 * By how much each step of priority moves a job forward in its queue, in milliseconds: a job that
 * waits overtakes newer ones of the next higher priority after so long. The schema of SQLite and
 * the documents of MongoDB hold turns made with it, so another value needs a migration of both.
 */
export const agingMs = 1_800_000;

/**
 * For how long before a job was made its due time counts, in milliseconds: one that lies further
 * back would keep others from running for as long.
 */
export const maxBackdatedMs = 86_400_000;

type Waiting = { priority: number; runAt: number; createdAt: number };

/** Returns since when a job counts as waiting, in milliseconds since 1970: since it is due. */
function waitingSince({ runAt, createdAt }: Omit<Waiting, "priority">): number {
  return Math.max(runAt, createdAt - maxBackdatedMs);
}

/**
 * Returns the sort key of a queued job: the one with the lowest is claimed first. It never changes
 * while the job waits, so ageing rewrites nothing.
 */
export function turnOf(job: Waiting): number {
  return waitingSince(job) - job.priority * agingMs;
}
