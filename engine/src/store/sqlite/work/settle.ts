import type { Settlement } from "../../job-store.ts";
import type { AttemptEnd, Attempts } from "../commit/attempts.ts";
import type { Commit } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import type { JobRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { heldBy, type Leases } from "./leases.ts";

type SettleDeps = { database: Database; ledger: Ledger; leases: Leases; attempts: Attempts };

const attemptEnds = {
  succeed: "succeeded",
  fail: "failed",
  exhaust: "failed",
  release: "released",
} as const satisfies Record<Settlement["cause"], AttemptEnd["state"]>;

/** Writes how attempts ended. */
export function createSettle({ database, ledger, leases, attempts }: SettleDeps) {
  const keepResult = database.statement("update payloads set result = ? where job = ?");

  function settleJobs(commit: Commit, settlements: Settlement[]): string[] {
    const atWork = leases.atWork(settlements);
    const held = settlements.filter((settlement) => {
      const row = heldBy(settlement, atWork);
      if (row !== undefined) settleJob(commit, row, settlement);
      return row !== undefined && atWork.delete(row.id);
    });
    return held.map(({ id }) => id);
  }

  function settleJob(commit: Commit, row: JobRow, settlement: Settlement): void {
    const error = "error" in settlement ? JSON.stringify(settlement.error) : null;
    attempts.end(commit, row, {
      state: attemptEnds[settlement.cause],
      exitCode: settlement.exitCode,
      error,
    });
    ledger.move(commit, row, {
      cause: settlement.cause,
      changes: changesBy(commit, row, settlement),
    });
    if (settlement.cause === "succeed") storeResult(row, settlement.result);
  }

  function changesBy(commit: Commit, row: JobRow, settlement: Settlement): Partial<JobRow> {
    switch (settlement.cause) {
      case "succeed":
        return { error: null };
      case "fail":
        return {
          ...failure(row, settlement.error),
          runAt: Math.round(commit.now + settlement.delayMs),
        };
      case "exhaust":
        return failure(row, settlement.error);
      case "release":
        return { attempt: row.attempt - 1, startedAt: attempts.startedBefore(row), progress: null };
    }
  }

  function storeResult({ no }: JobRow, result: unknown): void {
    if (result !== null && result !== undefined) keepResult.run(JSON.stringify(result), no);
  }
  return { settleJobs };
}

function failure(row: JobRow, error: unknown): Partial<JobRow> {
  return { error: JSON.stringify(error), failures: row.failures + 1 };
}
