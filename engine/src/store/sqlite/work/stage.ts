import type { Commit } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import type { JobRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import type { Dependencies } from "./dependencies.ts";

type StageDeps = { database: Database; ledger: Ledger; dependencies: Dependencies };

/** Queues jobs whose time has come. */
export function createStage({ database, ledger, dependencies }: StageDeps) {
  const dueOf = (state: "scheduled" | "retrying") =>
    database.statement<JobRow>(
      `select * from jobs where state = '${state}' and waitingFor = 0 and runAt <= ? order by runAt limit ?`,
    );
  const scheduled = dueOf("scheduled");
  const retrying = dueOf("retrying");

  /** Answers how many jobs were moved: queued, or cancelled because of a dependency. */
  function stageJobs(commit: Commit, limit: number): number {
    const cancelled = dependencies.resolve(commit, limit);
    const fresh = scheduled.all(commit.now, limit);
    const again = fresh.length < limit ? retrying.all(commit.now, limit - fresh.length) : [];
    for (const row of [...fresh, ...again]) ledger.move(commit, row, { cause: "due" });
    return cancelled + fresh.length + again.length;
  }
  return { stageJobs };
}
