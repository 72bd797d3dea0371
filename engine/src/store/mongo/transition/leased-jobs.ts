import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";

export type Lease = { id: string; token: string };

/** Jobs cached at most; others are read again. */
const maxCachedJobs = 20_000;

/**
 * Caches the jobs that this process claimed, as it last wrote them, so that the next write about one
 * needs no read. An entry may be out of date, since another process can cancel or rescue the job:
 * the transition writer notices, and its caller forgets the entry and looks again.
 */
export function createLeasedJobs({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;
  const cached = new Map<string, JobRecord>();

  /** Caches a job after a write; drops one that no longer runs. */
  function update(job: JobRecord): void {
    if (job.state !== "running") cached.delete(job._id);
    else if (cached.size < maxCachedJobs || cached.has(job._id)) cached.set(job._id, job);
  }

  /** Returns the jobs of those leases that are held, by id. */
  async function find(leases: Lease[]): Promise<Map<string, JobRecord>> {
    const known = leases.flatMap(({ id, token }) => {
      const job = cached.get(id);
      return job?.leaseToken === token ? [job] : [];
    });
    const found = new Map(known.map((job) => [job._id, job]));
    const unknown = leases.filter(({ id }) => !found.has(id));
    for (const job of await read(unknown)) found.set(job._id, job);
    return found;
  }

  async function read(leases: Lease[]): Promise<JobRecord[]> {
    if (leases.length === 0) return [];
    const tokens = new Map(leases.map(({ id, token }) => [id, token]));
    const filter = { _id: { $in: [...tokens.keys()] }, state: "running" as const };
    const options = { projection: withoutPayload, batchSize: leases.length + 1 };
    const found = await connection.ask(() => jobs.find<JobRecord>(filter, options).toArray());
    return found.filter(({ _id, leaseToken }) => tokens.get(_id) === leaseToken);
  }

  function forget(ids: Iterable<string>): void {
    for (const id of ids) cached.delete(id);
  }
  return { update, find, forget };
}
export type LeasedJobs = ReturnType<typeof createLeasedJobs>;
