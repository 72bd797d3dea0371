import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { Lease } from "../transition/leased-jobs.ts";

/** Renews leases. */
export function createLeases({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "renewLeases"> {
  const { jobs } = connection.collections;

  async function renewLeases({
    leases,
    leaseMs,
  }: {
    leases: Lease[];
    leaseMs: number;
  }): Promise<string[]> {
    if (leases.length === 0) return [];
    const update = [{ $set: { at: { $add: ["$$NOW", leaseMs] } } }];
    const statements = filtersOf(leases).map((filter) => ({ updateMany: { filter, update } }));
    const { matchedCount } = await connection.ask(() =>
      jobs.bulkWrite(statements, { ordered: false }),
    );
    return matchedCount === leases.length ? leases.map(({ id }) => id) : stillHeld(leases);
  }

  async function stillHeld(leases: Lease[]): Promise<string[]> {
    const options = { projection: { leaseToken: 1 }, batchSize: leases.length + 1 };
    const found = await connection.ask(() =>
      jobs.find({ $or: filtersOf(leases) }, options).toArray(),
    );
    const ids = new Set(found.map(({ _id }) => _id));
    return leases.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  }
  return { renewLeases };
}

/** Returns a filter per token: jobs that were claimed together share one. */
function filtersOf(leases: Lease[]) {
  return [...Map.groupBy(leases, ({ token }) => token)].map(([leaseToken, batch]) => ({
    _id: { $in: batch.map(({ id }) => id) },
    state: "running" as const,
    leaseToken,
  }));
}
