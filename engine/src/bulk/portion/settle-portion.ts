import { DomainError } from "../../errors.ts";
import { type ActionRow, keptMs } from "../action-tables.ts";
import { pauseAfter } from "./pace.ts";
import { addReason, type Outcome, tally } from "./tally.ts";

/** What became of a portion: its jobs, or why it could not be worked on. */
export type PortionEnd = {
  outcomes: readonly Outcome[] | DomainError;
  tookMs: number;
  now: number;
};

/** Shortest time between two events about an action that goes on. */
const announceMs = 500;

/** Returns an action after a portion. */
export function settlePortion(row: ActionRow, { outcomes, tookMs, now }: PortionEnd): ActionRow {
  if (outcomes instanceof DomainError && outcomes.code !== "unavailable")
    return end({ ...row, error: outcomes.message }, "failed", now);
  const known = outcomes instanceof DomainError ? [] : outcomes;
  const left = new Set(known.flatMap((one) => (one.outcome === "left" ? [one.id] : [])));
  const isWhole = !(outcomes instanceof DomainError) && left.size === 0;
  const counted: ActionRow = {
    ...{ ...row, ...tally(row, known), token: null },
    inHand:
      outcomes instanceof DomainError ? row.inHand : row.inHand.filter(({ id }) => left.has(id)),
    faults: isWhole ? 0 : row.faults + 1,
  };
  // What may have been moved is looked at once more before the action ends.
  if (row.state === "stopping" && !(outcomes instanceof DomainError))
    return end(counted, "stopped", now);
  if (counted.inHand.length === 0 && counted.cursor === null)
    return end(complete(counted), "done", now);
  const { faults, perMinute } = counted;
  const pauseMs = pauseAfter({ jobs: known.length, tookMs, faults }, perMinute);
  const isNews = now - row.announcedAt >= announceMs;
  return { ...counted, dueAt: now + pauseMs, announcedAt: isNews ? now : row.announcedAt };
}

function end(row: ActionRow, state: "done" | "stopped" | "failed", now: number): ActionRow {
  const over = { token: null, dueAt: null, inHand: [], cursor: null };
  return { ...row, ...over, state, finishedAt: now, announcedAt: now, expiresAt: now + keptMs };
}

/**
 * Accounts for each job that was counted when the action was made: those that were not met no longer
 * matched when their turn came.
 */
function complete(row: ActionRow): ActionRow {
  const { total, done, failed, reasons } = row;
  const missed = (total ?? 0) - done - failed;
  if (missed <= 0) return { ...row, total: done + failed };
  const reason = { code: "changed", state: null, count: missed, sampleIds: [] };
  return { ...row, failed: failed + missed, reasons: addReason(reasons, reason) };
}
