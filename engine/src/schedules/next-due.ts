import { createHash } from "node:crypto";
import { parseDuration } from "@formwork/contracts/duration";
import { neverDue, type ScheduleRow } from "./schedule-tables.ts";
import { nextSlot, type Slot, type Timing } from "./timing/next-slot.ts";
import { timingOf } from "./timing/read-timing.ts";

/** Returns when a stored schedule fires. */
export function timingOfRow({ timing, timingSetAt }: ScheduleRow): Timing {
  return timingOf(timing, timingSetAt);
}

/** Returns the schedule with the first slot after an instant as its next one. */
export function withNextSlot(row: ScheduleRow, after: number): ScheduleRow {
  return withSlot(row, row.enabled ? nextSlot(timingOfRow(row), after) : null);
}

/** Returns the schedule with a slot as its next one; null for none. */
export function withSlot(row: ScheduleRow, slot: Slot | null): ScheduleRow {
  return { ...row, slot, dueAt: slot === null ? neverDue : slot.at + delayOf(row, slot) };
}

/** Returns the schedule as it is while paused; `by` is null where Formwork pauses it. */
export function paused(row: ScheduleRow, by: string | null, reason: string | null): ScheduleRow {
  return withSlot(
    {
      ...row,
      enabled: false,
      halted: by === null,
      pausedReason: reason,
      pausedBy: by,
      catchUpTo: null,
    },
    null,
  );
}

/** Returns the schedule as it is once it may fire again: from its first slot after `now` on. */
export function started(row: ScheduleRow, now: number): ScheduleRow {
  const fresh = {
    enabled: true,
    halted: false,
    pausedReason: null,
    pausedBy: null,
    catchUpTo: null,
  };
  return withNextSlot({ ...row, ...fresh, failures: row.enabled ? row.failures : 0 }, now);
}

/** Returns the delay of a slot: random, but the same in every process. */
function delayOf({ id, jitter }: ScheduleRow, { key }: Slot): number {
  if (jitter === null) return 0;
  const draw = createHash("sha256").update(`${id} ${key}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(draw * parseDuration(jitter));
}
