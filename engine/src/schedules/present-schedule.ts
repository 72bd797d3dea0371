import { type Schedule, type ScheduleSlot, scheduleDefaults } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import { isoTime, isoTimeOrNull } from "../store/iso-time.ts";
import { neverDue, type ScheduleRow, type SlotRow } from "./schedule-tables.ts";

/** Returns a schedule as the API shows it, with a handle in place of each secret. */
export function presentSchedule(row: ScheduleRow): Schedule {
  const { timing, timingSetAt: _, slot: __, dueAt, catchUpTo: ___, jobs: ____, ...stored } = row;
  const {
    seq: ______,
    unsent: _______,
    unsentAt: ________,
    isDeleted: _________,
    ...shown
  } = stored;
  const { lastSlotAt, missedAt, failures, halted: _____, ...others } = shown;
  const { createdAt, updatedAt, ...rest } = others;
  return {
    ...rest,
    payload: maskSecrets(row.payload),
    cron: timing.cron ?? null,
    every: timing.every ?? null,
    at: inUtc(timing.at),
    timezone: timing.timezone ?? scheduleDefaults.timezone,
    startsAt: inUtc(timing.startsAt),
    endsAt: inUtc(timing.endsAt),
    blackoutDates: timing.blackoutDates ?? [],
    state: stateOf(row),
    nextRunAt: dueAt === neverDue ? null : isoTime(dueAt),
    lastRunAt: isoTimeOrNull(lastSlotAt),
    lastMissedAt: isoTimeOrNull(missedAt ?? null),
    failuresInRow: failures,
    createdAt: isoTime(createdAt),
    updatedAt: isoTime(updatedAt),
  };
}

/** Returns a slot as the API shows it. */
export function presentSlot({ at, local, outcome, reason, jobId }: SlotRow): ScheduleSlot {
  return { at: isoTime(at), local, outcome, reason, jobId };
}

function stateOf({ enabled, slot }: ScheduleRow): Schedule["state"] {
  if (!enabled) return "paused";
  return slot === null ? "ended" : "active";
}

function inUtc(text: string | undefined): string | null {
  return text === undefined ? null : isoTimeOrNull(parseTime(text));
}
