import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";

export type Lease = { id: string; token: string };

/** Jobs kept at most; the others are read again. */
const most = 20_000;

/**
 * The jobs that this process claimed and has in hand, as it last wrote them: what it writes about
 * them next needs no reading. It may be out of date, since a person can cancel and another process
 * can rescue; the ledger finds that out, and who lost asks here again.
 */
export function createLeasedJobs({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;
  const inHand = new Map<string, JobRecord>();

  function keep(job: JobRecord): void {
    if (job.state !== "running") inHand.delete(job._id);
    else if (inHand.size < most || inHand.has(job._id)) inHand.set(job._id, job);
  }

  /** The jobs of those leases that are held, by id. */
  async function look(leases: Lease[]): Promise<Map<string, JobRecord>> {
    const known = leases.flatMap(({ id, token }) => {
      const job = inHand.get(id);
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
    for (const id of ids) inHand.delete(id);
  }
  return { keep, look, forget };
}
export type LeasedJobs = ReturnType<typeof createLeasedJobs>;
