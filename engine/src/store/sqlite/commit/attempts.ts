import type { Attempt } from "@formwork/contracts/job";
import type { Database } from "../connection/database.ts";
import type { Commit } from "./commit.ts";
import type { JobRow } from "./rows.ts";

export type AttemptEnd = {
  state: Exclude<Attempt["state"], "running">;
  exitCode?: number | null;
  error?: string | null;
};

/**
 * Writes attempts when they end. The one that runs is told by the job's row alone, which saves a
 * write for every job.
 */
export function createAttempts({ database }: { database: Database }) {
  const insert = database.statement("insert into attempts values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const lastStart = database.statement<{ startedAt: number }>(
    "select startedAt from attempts where job = ? and state <> 'released' order by seq desc limit 1",
  );

  /**
   * Ends the attempt that `row` runs. It is numbered by the event that follows, since an attempt
   * given back leaves its own number.
   */
  function end(
    commit: Commit,
    row: JobRow,
    { state, exitCode = null, error = null }: AttemptEnd,
  ): void {
    const { no, seq, attempt, startedAt, workerId } = row;
    insert.run(
      no,
      seq + 1,
      attempt,
      state,
      startedAt ?? commit.now,
      commit.now,
      workerId ?? "",
      exitCode,
      error,
    );
  }

  /** When the last attempt that counted was started. */
  function startedBefore(row: JobRow): number | null {
    return lastStart.get(row.no)?.startedAt ?? null;
  }
  return { end, startedBefore };
}
export type Attempts = ReturnType<typeof createAttempts>;
