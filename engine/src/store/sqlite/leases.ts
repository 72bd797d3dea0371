import type { Store } from "../store.ts";
import type { Commit } from "./commit.ts";
import type { Database } from "./database.ts";
import type { JobRow } from "./rows.ts";

type Renewal = Parameters<Store["renewLeases"]>[0];

/** The fence (R3): every write about a running job goes through a lease that is held, known by id, state and token. */
export function createLeases({ database }: { database: Database }) {
  const fenced = "where id = ? and state = 'running' and leaseToken = ?";
  const find = database.statement<JobRow>(`select * from jobs ${fenced}`);
  const extend = database.statement(`update jobs set leaseUntil = ? where id = ? and state = 'running' and leaseToken = ?`);

  /** The job's row where the lease is held. */
  function held({ id, token }: { id: string; token: string }): JobRow | undefined {
    return find.get(id, token);
  }

  function renewLeases(commit: Commit, { leases, leaseMs }: Renewal): string[] {
    return leases.filter(({ id, token }) => extend.run(commit.now + leaseMs, id, token) > 0).map(({ id }) => id);
  }
  return { held, renewLeases };
}
export type Leases = ReturnType<typeof createLeases>;
