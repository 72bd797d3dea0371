import { isFinal, type JobState } from "@formwork/contracts/states";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

type EndedRow = JobRow & { target: string; outcome: JobState };

/**
 * Jobs that wait for others. A row of `dependencies` lives until its target has ended and staging
 * has drawn the consequence; `standings.waitingFor` counts a job's rows. A target that was deleted,
 * or never was, counts as cancelled.
 */
export function createDependencies(database: Database, writeTransitions: WriteTransitions) {
  const insert = database.statement("insert into dependencies values (?, ?, ?)");
  const stateOf = database.statement<{ state: JobState }>(
    "select state from jobs join standings on job = no where id = ? and deletedPosition is null",
  );
  const ended = database.statement<EndedRow>(
    `select ${jobColumns}, d.target, d.outcome from dependencies d
     cross join standings s on s.job = d.job cross join jobs j on j.no = d.job
     where d.outcome is not null limit ?`,
  );
  const satisfy = database.statement("delete from dependencies where job = ? and target = ?");
  const waitForLess = database.statement(
    "update standings set waitingFor = waitingFor - 1 where job = ?",
  );

  /** Makes job `no` wait for `targets`; those that have ended are left to the next staging. */
  function wait(no: number, targets: string[]): void {
    for (const target of targets) {
      const state = stateOf.get(target)?.state ?? "cancelled";
      insert.run(no, target, isFinal(state) ? state : null);
    }
  }

  /**
   * Draws the consequences of up to `limit` targets that have ended; returns how many jobs were
   * cancelled for one.
   */
  function resolve(commit: Commit, limit: number): number {
    const cancelled = new Set<number>();
    for (const row of ended.all(limit)) {
      if (cancelled.has(row.no)) continue;
      if (row.outcome === "succeeded" || row.onDependencyFailure === "run") {
        satisfy.run(row.no, row.target);
        waitForLess.run(row.no);
      } else {
        cancel(commit, row);
        cancelled.add(row.no);
      }
    }
    return cancelled.size;
  }

  function cancel(commit: Commit, { target, outcome, ...row }: EndedRow): void {
    const error = {
      message: `Job ${target}, which it waited for, is ${outcome}`,
      reason: "dependency",
    };
    writeTransitions(commit, [
      { row, step: { c: "cancel", at: commit.now, error: JSON.stringify(error) } },
    ]);
  }
  return { wait, resolve };
}
export type Dependencies = ReturnType<typeof createDependencies>;
