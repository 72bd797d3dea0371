import { isFinal } from "@formwork/contracts/states";
import type { Caller } from "../../caller.ts";
import { type DomainError, isRefusal } from "../../errors.ts";
import { cancelJob } from "../../jobs/control.ts";
import { findMakerOf } from "../makers/find-maker-of.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow, SlotRow } from "../schedule-tables.ts";
import { submitScheduledJob } from "../submit-scheduled-job.ts";
import type { Slot } from "../timing/next-slot.ts";
import type { OverlapDecision } from "./decide-overlap.ts";

/** Makes the job of a claimed slot, or finds it made; returns why there can be none, or null. */
export async function makeJob(
  deps: ScheduleDeps,
  row: ScheduleRow,
  slot: Slot,
  { outcome, jobId }: SlotRow,
  decision: OverlapDecision,
): Promise<string | null> {
  if (outcome !== "fired" || jobId === null) return null;
  const { cancel, after } = decision.outcome === "fire" ? decision : { cancel: [], after: [] };
  const maker = await findMakerOf(deps, row);
  if ("fault" in maker) return maker.fault;
  const caller = { principal: maker.principal, traceparent: null };
  const others = (ids: string[]) => ids.filter((id) => id !== jobId);
  try {
    await Promise.all(others(cancel).map((id) => cancelIfActive(deps, caller, id)));
    await submitScheduledJob(deps, row, caller, { jobId, slot, after: others(after) });
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // The job was made before the schedule was changed.
    return error.code === "idempotency-conflict" ? null : faultText(error);
  }
}

function faultText({ message, errors = [] }: DomainError): string {
  const [first] = errors;
  return first === undefined ? message : `${message}: ${first.pointer} ${first.message}`;
}

async function cancelIfActive(deps: ScheduleDeps, caller: Caller, id: string): Promise<void> {
  try {
    await cancelJob(deps, { ...caller, id });
  } catch (error) {
    const job = await deps.store.getJob({ id });
    if (job !== null && !isFinal(job.state)) throw error;
  }
}
