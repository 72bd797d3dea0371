import type { JobState } from "@formwork/contracts/states";
import { rescueVerdict } from "../../rescue-verdict.ts";
import type { Store } from "../../store.ts";
import type { Attempts } from "../commit/attempts.ts";
import type { Commit } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import type { JobRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

type RescueDeps = { database: Database; ledger: Ledger; attempts: Attempts };
type Limits = Parameters<Store["rescueJobs"]>[0];

/** Takes jobs from workers that let their lease run out. */
export function createRescue({ database, ledger, attempts }: RescueDeps) {
  const expired = database.statement<JobRow>(
    "select * from jobs where state = 'running' and leaseUntil <= ? limit ?",
  );

  function rescueJobs(
    commit: Commit,
    { limit, maxCrashes }: Limits,
  ): { id: string; state: JobState }[] {
    return expired.all(commit.now, limit).map((row) => {
      const { cause, error } = rescueVerdict(row, maxCrashes);
      const changes = { crashes: row.crashes + 1, error: JSON.stringify(error) };
      attempts.end(commit, row, { state: "superseded", error: changes.error });
      return { id: row.id, state: ledger.move(commit, row, { cause, changes }).state };
    });
  }
  return { rescueJobs };
}
