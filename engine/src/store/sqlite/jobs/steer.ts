import { isFinal } from "@formwork/contracts/states";
import type { ControlResult } from "../../job-store.ts";
import { mayControl } from "../../may-control.ts";
import type { Store } from "../../store.ts";
import type { Attempts } from "../commit/attempts.ts";
import { type Commit, count } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import { type JobRow, jobOf, type WholeRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

type SteerDeps = { database: Database; ledger: Ledger; attempts: Attempts };
type Wish = Parameters<Store["controlJob"]>[0];

/** A person's moves: cancel, retry, dismiss, and delete, which takes a job out of sight. */
export function createSteer({ database, ledger, attempts }: SteerDeps) {
  const byId = database.statement<WholeRow>(
    "select jobs.*, payload, result from jobs join payloads on job = no where id = ? and deletedPosition is null",
  );
  const hide = database.statement("update jobs set seq = ?, deletedPosition = ? where no = ?");
  const freeKey = database.statement("delete from idempotency_keys where job = ?");

  function controlJob(commit: Commit, { id, cause, traceparent }: Wish): ControlResult {
    return onJob(
      id,
      (row) => mayControl(row, cause),
      (row) => {
        if (row.state === "running") attempts.end(commit, row, { state: "cancelled" });
        return ledger.move(commit, row, {
          cause,
          changes: changesBy(commit, row, cause),
          traceparent,
        });
      },
    );
  }

  function deleteJob(commit: Commit, { id, traceparent }: Omit<Wish, "cause">): ControlResult {
    const hasEnded = (row: JobRow) => isFinal(row.state);
    return onJob(id, hasEnded, (row) => {
      const after = { ...row, seq: row.seq + 1 };
      ledger.tell(commit, after, "job.deleted", traceparent);
      hide.run(after.seq, commit.head, row.no);
      freeKey.run(row.no);
      count(commit, row.template, row.state, -1);
      return after;
    });
  }

  function onJob(
    id: string,
    allowed: (row: JobRow) => boolean,
    move: (row: JobRow) => JobRow,
  ): ControlResult {
    const found = byId.get(id);
    if (found === undefined) return { outcome: "missing" };
    const { payload, result, ...row } = found;
    if (!allowed(row)) return { outcome: "forbidden", job: jobOf(found) };
    return { outcome: "moved", job: jobOf({ ...move(row), payload, result }) };
  }
  return { controlJob, deleteJob };
}

function changesBy(commit: Commit, row: JobRow, cause: Wish["cause"]): Partial<JobRow> {
  switch (cause) {
    case "cancel":
      return {};
    case "dismiss":
      return { dismissedAt: commit.now };
    case "retry":
      return {
        runAt: commit.now,
        run: row.run + 1,
        failures: 0,
        crashes: 0,
        error: null,
        progress: null,
        dismissedAt: null,
      };
  }
}
