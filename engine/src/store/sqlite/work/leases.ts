import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { JobRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

export type Lease = { id: string; token: string };
type Renewal = Parameters<Store["renewLeases"]>[0];

/**
 * The fence (R3): every write about a running job goes through a lease that is held, known by id,
 * state and token.
 */
export function createLeases({ database }: { database: Database }) {
  const running = database.statement<JobRow>(
    "select jobs.* from json_each(?) as wanted cross join jobs on jobs.id = wanted.value where state = 'running'",
  );
  const extend = database.statement(
    "update jobs set leaseUntil = ? where id = ? and state = 'running' and leaseToken = ?",
  );

  /** Those of some jobs that are running, by id. */
  function atWork(leases: Lease[]): Map<string, JobRow> {
    return new Map(
      running.all(JSON.stringify(leases.map(({ id }) => id))).map((row) => [row.id, row]),
    );
  }

  function renewLeases(commit: Commit, { leases, leaseMs }: Renewal): string[] {
    return leases
      .filter(({ id, token }) => extend.run(commit.now + leaseMs, id, token) > 0)
      .map(({ id }) => id);
  }
  return { atWork, renewLeases };
}
export type Leases = ReturnType<typeof createLeases>;

/** The row of a job at work where `lease` is held. */
export function heldBy(lease: Lease, atWork: Map<string, JobRow>): JobRow | undefined {
  const row = atWork.get(lease.id);
  return row?.leaseToken === lease.token ? row : undefined;
}
