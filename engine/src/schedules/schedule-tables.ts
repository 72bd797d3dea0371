import type { ScheduleEvent } from "@formwork/contracts/events/events";
import type { Schedule, ScheduleSlot, ScheduleTiming } from "@formwork/contracts/schedule";
import { type Announced, unsentIndex } from "../announcements/unsent-events.ts";
import { table, type Versioned } from "../store/table.ts";
import type { Slot } from "./timing/next-slot.ts";

/** A schedule as stored. Times without a text are milliseconds since 1970. */
export type ScheduleRow = Pick<
  Schedule,
  | "id"
  | "name"
  | "template"
  | "version"
  | "misfire"
  | "misfireWindow"
  | "misfireLimit"
  | "overlap"
  | "maxFailures"
  | "jitter"
  | "priority"
  | "queue"
  | "tags"
  | "enabled"
  | "pausedReason"
  | "pausedBy"
  | "createdBy"
> &
  Announced<ScheduleEvent> & {
    /** Secrets in it are sealed for the id of the schedule. */
    payload: Record<string, unknown>;
    timing: ScheduleTiming;
    /** When the timing was set; intervals count from it. */
    timingSetAt: number;
    /** True while Formwork has paused it, so that a person has to act. */
    halted: boolean;
    /** The slot that comes next; null while it is paused or has ended. */
    slot: Slot | null;
    /** When the next slot fires, jitter included; `neverDue` without one. */
    dueAt: number;
    /** Slots up to this time are fired late on purpose. */
    catchUpTo: number | null;
    lastSlotAt: number | null;
    /** When slots that were missed and not fired were last found; absent where none were. */
    missedAt?: number;
    lastJobId: string | null;
    /** Ids of its jobs that are not known to have ended, the oldest first. */
    jobs: string[];
    failures: number;
    createdAt: number;
    updatedAt: number;
    /** Number of its last event. */
    seq: number;
    /** True once it was deleted: the row goes with its last event. */
    isDeleted?: true;
  };

/** A schedule as it was stored last. */
export type StoredSchedule = Versioned<ScheduleRow>;
/** Receives a schedule that was stored with an event. */
export type Report = (stored: StoredSchedule) => void;

/** The due time of a schedule that does not fire: the last time that JavaScript knows. */
export const neverDue = 8_640_000_000_000_000;

/** `dueAt` stands in every row, so that one index serves the loop and the lists. */
export const schedulesTable = table<ScheduleRow>({
  name: "schedules",
  key: "id",
  indexes: [
    ["dueAt"],
    ["template", "dueAt"],
    ["halted", "dueAt"],
    ["missedAt"],
    unsentIndex,
    ["createdBy", "dueAt"],
    ["createdBy", "missedAt"],
  ],
});

/** What became of a slot. A job has the id `jobId`, which is stored before the job is. */
export type SlotRow = {
  id: string;
  schedule: string;
  /** Name of the slot within its schedule. */
  slot: string;
  at: number;
  local: string;
  outcome: ScheduleSlot["outcome"];
  reason: string | null;
  jobId: string | null;
  claimedAt: number;
  expiresAt: number;
};

/** The unique pair is what makes a slot fire once, however many processes try. */
export const slotsTable = table<SlotRow>({
  name: "schedule_slots",
  key: "id",
  unique: [["schedule", "slot"]],
  indexes: [["schedule", "at"]],
  expires: "expiresAt",
});

/** How long a slot is kept: a backfill of older ones fires them again. */
const keptMs = 30 * 86_400_000;

/** Makes the row of a slot. */
export function slotRowOf(
  schedule: string,
  slot: Slot,
  given: Pick<SlotRow, "outcome" | "reason" | "jobId"> & { now: number },
): SlotRow {
  const { now: claimedAt, outcome, reason, jobId } = given;
  return {
    id: `${schedule}@${slot.key}`,
    ...{ schedule, slot: slot.key, at: slot.at, local: slot.local },
    ...{ outcome, reason, jobId, claimedAt, expiresAt: claimedAt + keptMs },
  };
}
