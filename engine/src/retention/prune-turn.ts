import type { RetentionEvent } from "@formwork/contracts/events/events";
import { makeEvent } from "@formwork/contracts/events/make-event";
import { v7 as newId } from "uuid";
import { announceSoon } from "../announcements/announcer.ts";
import { withEvents } from "../announcements/unsent-events.ts";
import { isoTime } from "../store/iso-time.ts";
import { changeRow, changeVersioned } from "../store/tables/change-row.ts";
import { type PruneRow, pruneKey } from "./prune-table.ts";
import type { RetentionDeps } from "./retention-deps.ts";

/** Milliseconds after which a process that died in the middle of a clean-up is succeeded. */
const turnMs = 60_000;

/** Makes the turn to clean up, which one process at a time has; a second one would do no harm. */
export function createPruneTurn({
  runs,
  clock,
  announce,
}: Pick<RetentionDeps, "runs" | "clock" | "announce">) {
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

  /** Gives the turn back, with what was done and its event; it is said too where the turn was lost. */
  async function end(lastRun: NonNullable<PruneRow["lastRun"]>): Promise<void> {
    heldUntil = 0;
    const event = prunedEvent(lastRun);
    const stored = await changeVersioned(runs, { id: pruneKey }, (row) => {
      const ended = row.holder === holder ? { ...row, holder: null, until: 0, lastRun } : row;
      return withEvents(ended, [event], { now: lastRun.finishedAt });
    });
    if (stored !== null) await announceSoon(announce, [stored]);
  }

  function isFree(row: PruneRow, now: number): boolean {
    return row.holder === null || row.holder === holder || row.until <= now;
  }
  return { take, end };
}

function prunedEvent({ startedAt, finishedAt, ...removed }: NonNullable<PruneRow["lastRun"]>) {
  return makeEvent<RetentionEvent>({
    ...{ type: "retention.pruned", id: newId(), subject: "retention", at: isoTime(finishedAt) },
    data: { ...removed, startedAt: isoTime(startedAt), finishedAt: isoTime(finishedAt) },
  });
}
