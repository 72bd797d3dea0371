import type { JobState } from "@formwork/contracts/states";
import { decideRetry, type UnmetTarget, wasQueued } from "../../steps/decide-retry.ts";
import type { Step } from "../../steps/step.ts";
import type { Commit } from "../commit/commit.ts";
import type { JobRow } from "../commit/rows.ts";
import { stepsOf } from "../commit/step-lines.ts";
import type { Move } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

/** Decides about retries by what the jobs are now that the retried ones depend on. */
export function createRetries(database: Database) {
  const stateOf = database.statement<{ state: JobState }>(
    "select state from jobs join standings on job = no where id = ? and deletedPosition is null",
  );
  const stepsIn = database.statement<{ steps: string }>(
    "select steps from standings where job = ?",
  );

  /** `begun` are jobs that the same commit retries, so that they have not ended any more. */
  function decide(
    { now }: Commit,
    row: JobRow,
    { step, begun }: { step: Step<number>; begun: ReadonlySet<string> },
  ): Move | UnmetTarget {
    const ids: string[] =
      row.dependsOn === "[]" ? [] : [...new Set<string>(JSON.parse(row.dependsOn))];
    const targets = ids.map((id) => ({
      id,
      state: begun.has(id) ? ("queued" as const) : stateOf.get(id)?.state,
    }));
    const decided = decideRetry({ ...row, wasQueued: queuedBefore(row, ids) }, targets, now);
    if (decided.cause === "unmet") return decided.target;
    if (decided.cause === "retry") return { row, step };
    const { cause, due, waitsFor } = decided;
    const set = waitsFor.length === 0 ? {} : { waitingFor: waitsFor.length };
    return {
      row,
      step: { ...step, c: cause, ...(due !== undefined && { due }) },
      set,
      waitsFor,
    };
  }

  /** Steps that lie in `past_steps` are not read: a job with so many was queued. */
  function queuedBefore(row: JobRow, targets: string[]): boolean {
    if (targets.length === 0 || row.startedAt !== null || row.baseSeq > 0) return true;
    return wasQueued(stepsOf(stepsIn.get(row.no)?.steps ?? ""));
  }
  return decide;
}
