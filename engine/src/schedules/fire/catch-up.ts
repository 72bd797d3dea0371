import { parseDuration } from "@formwork/contracts/duration";
import { maxListedSlots, withNews } from "../announce/schedule-news.ts";
import { timingOfRow, withNextSlot, withSlot } from "../next-due.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import {
  type Report,
  type ScheduleRow,
  type StoredSchedule,
  slotRowOf,
} from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";
import { passedSlots } from "./passed-slots.ts";
import { graceMs, planMisfire } from "./plan-misfire.ts";

/** Returns true for a schedule whose next slot was missed. */
export function isMisfire({ slot, dueAt, catchUpTo }: ScheduleRow, now: number): boolean {
  return slot !== null && dueAt < now - graceMs && slot.at > (catchUpTo ?? 0);
}

/**
 * Decides by the misfire policy what of the missed slots is fired, and stores the decision in the
 * schedule: all processes follow the first one that stored it. Returns null where another one did.
 */
export async function catchUp(
  deps: ScheduleDeps,
  { row, version }: StoredSchedule,
  first: Slot,
  report: Report,
): Promise<StoredSchedule | null> {
  const now = deps.clock.now();
  const { misfire, misfireWindow, misfireLimit: limit } = row;
  const policy = { misfire, windowMs: parseDuration(misfireWindow), limit };
  const count = limit + maxListedSlots;
  const passed = await passedSlots(timingOfRow(row), first, { now, count });
  const { fire, missed } = planMisfire(passed, policy, now);
  await listMissed(deps, row, missed, now);
  const news = { type: "schedule.missed", reason: whyMissed, slots: missed } as const;
  const planned =
    missed.length === 0
      ? planOf(row, fire, now)
      : withNews(planOf({ ...row, missedAt: now }, fire, now), [news], now);
  const { outcome } = await deps.schedules.replaceIf({ row: planned, version });
  if (outcome !== "stored") return null;
  const stored = { row: planned, version: version + 1 };
  if (missed.length > 0) report(stored);
  return stored;
}

const whyMissed = "No scheduler was running";

function planOf(row: ScheduleRow, fire: Slot[], now: number): ScheduleRow {
  const [next] = fire;
  const catchUpTo = fire.at(-1)?.at ?? null;
  return next === undefined
    ? withNextSlot({ ...row, catchUpTo }, now)
    : withSlot({ ...row, catchUpTo }, next);
}

async function listMissed(
  deps: ScheduleDeps,
  row: ScheduleRow,
  missed: Slot[],
  now: number,
): Promise<void> {
  const given = { outcome: "missed", reason: whyMissed, jobId: null, now } as const;
  await Promise.all(
    missed
      .slice(-maxListedSlots)
      .map((slot) => deps.slots.insert({ row: slotRowOf(row.id, slot, given) })),
  );
}
