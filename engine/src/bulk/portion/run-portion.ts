import { may } from "@formwork/contracts/account";
import { seesLess } from "@formwork/contracts/policies/sees-less";
import { announceSoon } from "../../announcements/announcer.ts";
import { DomainError, isRefusal } from "../../errors.ts";
import type { Versioned } from "../../store/table.ts";
import type { ActionDeps } from "../action-deps.ts";
import { withProgress } from "../action-event.ts";
import type { ActionRow } from "../action-tables.ts";
import { findMoved, moveTargets, withMovesOf } from "./move-targets.ts";
import { nextTargets } from "./next-targets.ts";
import { claimPortion, type PortionLease } from "./portion-lease.ts";
import { settlePortion } from "./settle-portion.ts";
import type { Outcome } from "./tally.ts";

/** Portions in a row that fail by an error of our own before the action does. */
const maxFaults = 5;

/**
 * Moves the next jobs of an action; returns when the portion after it is due, or null where this
 * process has no more to do with it. The jobs are stored as in hand before the first one is moved,
 * and their outcomes in one write after the last: a process that dies in between loses no count.
 */
export async function runPortion(
  deps: ActionDeps,
  stored: Versioned<ActionRow>,
  stop: AbortSignal,
): Promise<number | null> {
  const lease = await claimPortion(deps, stored, stop);
  if (lease === null) return null;
  const begun = deps.clock.monotonic();
  try {
    const outcomes = await workOn(deps, lease);
    const tookMs = deps.clock.monotonic() - begun;
    const now = deps.clock.now();
    const stored = await lease.write((found) => {
      const settled = settlePortion(found, { outcomes, tookMs, now });
      return settled.announcedAt === now ? withProgress(settled, now) : settled;
    });
    if (stored !== null) await announceSoon(deps.announce, [stored]);
    return stored?.row.dueAt ?? null;
  } finally {
    lease.end();
  }
}

/** Whether who made an action may still do what it does, to all that it is about. */
async function mayGoOn({ current }: ActionDeps, { principal }: ActionRow): Promise<boolean> {
  const now = await current(principal);
  return may(now, "jobs:write") && now !== null && !seesLess(principal, now);
}

/** Takes the jobs in hand, or the next ones, and moves them. */
async function workOn(deps: ActionDeps, lease: PortionLease): Promise<Outcome[] | DomainError> {
  try {
    const { row } = lease;
    if (!(await mayGoOn(deps, row)))
      return new DomainError("forbidden", "Who made it may not do this any more");
    if (row.inHand.length > 0) {
      const { moved, rest } = await findMoved(deps, row);
      const isHeld = () => row.state === "running" && lease.isHeld();
      const outcomes = await moveTargets(deps, row, rest, isHeld);
      return [...moved, ...(await withMovesOf(deps, row, outcomes))];
    }
    if (row.state === "stopping" || row.cursor === null) return [];
    const { targets, cursor } = await nextTargets(deps, row, lease.signal);
    const noted = await lease.write((found) => ({ ...found, inHand: targets, cursor }));
    return noted === null ? [] : moveTargets(deps, row, targets, lease.isHeld);
  } catch (error) {
    if (lease.signal.aborted) return [];
    if (isRefusal(error)) return error;
    if (error instanceof DomainError) return error;
    const { id, faults } = lease.row;
    deps.telemetry.log.error("action.portion-failed", { action: id, error: String(error) });
    const code = faults + 1 < maxFaults ? "unavailable" : "internal";
    return new DomainError(code, "Something went wrong on our side");
  }
}
