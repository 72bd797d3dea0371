import { v7 as newId } from "uuid";
import { changeRow } from "../store/tables/change-row.ts";
import { type PruneRow, pruneKey } from "./prune-table.ts";
import type { RetentionDeps } from "./retention-deps.ts";

/** Milliseconds after which a process that died in the middle of a clean-up is succeeded. */
const turnMs = 60_000;

/** Makes the turn to clean up, which one process at a time has; a second one would do no harm. */
export function createPruneTurn({ runs, clock }: Pick<RetentionDeps, "runs" | "clock">) {
  const holder = newId();
  let heldUntil = 0;

  /** Takes or keeps the turn; false while another process has it. */
  async function take(): Promise<boolean> {
    const now = clock.now();
    if (heldUntil - now > turnMs / 2) return true;
    await runs.insert({ row: { id: pruneKey, holder: null, until: 0, lastRun: null } });
    const row = await changeRow(runs, { id: pruneKey }, (row) =>
      isFree(row, now) ? { ...row, holder, until: now + turnMs } : null,
    );
    heldUntil = row?.holder === holder ? now + turnMs : 0;
    return heldUntil > 0;
  }

  /** Gives the turn back, with what was done. */
  async function end(lastRun: NonNullable<PruneRow["lastRun"]>): Promise<void> {
    heldUntil = 0;
    await changeRow(runs, { id: pruneKey }, (row) =>
      row.holder === holder ? { ...row, holder: null, until: 0, lastRun } : null,
    );
  }

  function isFree(row: PruneRow, now: number): boolean {
    return row.holder === null || row.holder === holder || row.until <= now;
  }
  return { take, end };
}
