import type { Backfill, BackfillWindow } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import type { Caller } from "../../caller.ts";
import { fail, isRefusal } from "../../errors.ts";
import { newId } from "../../jobs/submission/new-id.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { changeWithNews, findSchedule } from "../find-schedule.ts";
import { requireMaker } from "../makers/take-over.ts";
import { timingOfRow } from "../next-due.ts";
import { presentSlot } from "../present-schedule.ts";
import { refuseSlot } from "../refuse-slot.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { type ScheduleRow, type SlotRow, slotRowOf } from "../schedule-tables.ts";
import { submitScheduledJob } from "../submit-scheduled-job.ts";
import { nextSlots, type Slot } from "../timing/next-slot.ts";
import { trackJobs } from "../track-jobs.ts";

const maxSlots = 1000;

/**
 * Submits a job for each slot of a past window that has none. Where the overlap policy is not
 * `allow`, the jobs run one after another.
 */
export async function backfillSchedule(
  deps: ScheduleDeps,
  { id, input, traceparent }: Caller & { id: string; input: BackfillWindow },
): Promise<Backfill> {
  const row = await findSchedule(deps, id);
  const by = { principal: await requireMaker(deps, row), traceparent: null };
  const made: SlotRow[] = [];
  const rows: SlotRow[] = [];
  for (const slot of slotsIn(row, input, deps.clock.now())) {
    const last = row.overlap === "allow" ? null : (made.at(-1)?.jobId ?? null);
    const { slotRow, isNew } = await fillSlot(deps, row, by, slot, last === null ? [] : [last]);
    rows.push(slotRow);
    if (isNew) made.push(slotRow);
  }
  const ids = made.flatMap(({ jobId }) => jobId ?? []);
  if (made.length > 0)
    await changeWithNews(deps, id, (stored) => ({
      row: trackJobs(stored, ids),
      news: [{ type: "schedule.fired", reason: "backfilled", slots: made, traceparent }],
    }));
  const items = rows.map(presentSlot);
  return { fired: made.length, already: rows.length - made.length, items };
}

function slotsIn(row: ScheduleRow, input: BackfillWindow, now: number): Slot[] {
  const [from, to] = [parseTime(input.from) ?? 0, parseTime(input.to) ?? 0];
  if (from >= to) refuse("/to", "must be after from");
  if (to > now) refuse("/to", "must not be later than now");
  const slots = nextSlots(timingOfRow(row), from - 1, maxSlots + 1).filter(({ at }) => at < to);
  return slots.length > maxSlots
    ? refuse("/from", `leaves more than ${maxSlots} slots; give a shorter window`)
    : slots;
}

function refuse(pointer: string, message: string): never {
  return fail("invalid-request", "The window cannot be filled", [
    { pointer, message, keyword: "window" },
  ]);
}

/** Makes the job of a slot, unless the slot has one. A repetition makes none twice. */
async function fillSlot(
  deps: ScheduleDeps,
  row: ScheduleRow,
  by: Caller,
  slot: Slot,
  after: string[],
): Promise<{ slotRow: SlotRow; isNew: boolean }> {
  const fresh = { outcome: "fired", reason: null, jobId: newId(), now: deps.clock.now() } as const;
  const claimed = slotRowOf(row.id, slot, fresh);
  const inserted = await deps.slots.insert({ row: claimed });
  const slotRow =
    inserted.outcome === "stored"
      ? claimed
      : ((await changeRow(deps.slots, { id: claimed.id }, (stored) =>
          stored.outcome === "fired" ? null : claimed,
        )) ?? claimed);
  if (slotRow.jobId !== fresh.jobId) return { slotRow, isNew: false };
  try {
    await submitScheduledJob(deps, row, by, { jobId: fresh.jobId, slot, after });
  } catch (error) {
    if (isRefusal(error)) await refuseSlot(deps, { id: slotRow.id, reason: error.message });
    throw error;
  }
  return { slotRow, isNew: true };
}
