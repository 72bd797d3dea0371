import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

export type Lease = { id: string; token: string };
type Renewal = Parameters<Store["renewLeases"]>[0];

/**
 * The fence: every write about a running job goes through a lease that is held, known by id, state
 * and token.
 */
export function createLeases(database: Database) {
  const running = database.statement<JobRow>(
    `select ${jobColumns} from json_each(?) as wanted
     cross join jobs j on j.id = wanted.value cross join standings s on s.job = j.no
     where s.state = 'running'`,
  );
  const extend = database.statement(
    "update standings set leaseUntil = ? where job in (select value from json_each(?))",
  );

  /** The jobs among some leases that are running, by id. */
  function runningJobs(leases: Lease[]): Map<string, JobRow> {
    const ids = JSON.stringify(leases.map(({ id }) => id));
    return new Map(running.all(ids).map((row) => [row.id, row]));
  }

  function renewLeases(commit: Commit, { leases, leaseMs }: Renewal): string[] {
    const jobs = runningJobs(leases);
    const held = leases.flatMap((lease) => heldBy(lease, jobs) ?? []);
    extend.run(commit.now + leaseMs, JSON.stringify(held.map(({ no }) => no)));
    return held.map(({ id }) => id);
  }
  return { runningJobs, renewLeases };
}
export type Leases = ReturnType<typeof createLeases>;

/** The row of a running job whose lease is held; undefined when it is lost. */
export function heldBy(lease: Lease, running: Map<string, JobRow>): JobRow | undefined {
  const row = running.get(lease.id);
  return row?.leaseToken === lease.token ? row : undefined;
}
