import type { Schedule } from "@formwork/contracts/schedule";
import type { Caller } from "../../caller.ts";
import { fail } from "../../errors.ts";
import type { ScheduleNews } from "../announce/schedule-news.ts";
import { changeWithNews, findSchedule } from "../find-schedule.ts";
import { takenOver } from "../makers/take-over.ts";
import { paused, started, withNextSlot } from "../next-due.ts";
import { presentSchedule } from "../present-schedule.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { type ScheduleRow, slotRowOf } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";

type Target = Caller & { id: string };

/** Pauses a schedule. One that is paused takes the new reason. */
export async function pauseSchedule(
  deps: ScheduleDeps,
  { id, principal, reason = null, traceparent }: Target & { reason?: string | null | undefined },
): Promise<Schedule> {
  const news = [{ type: "schedule.changed", reason: reason ?? "paused", traceparent } as const];
  const change = (row: ScheduleRow) => ({ row: paused(row, principal.id, reason), news });
  return presentSchedule(await changeWithNews(deps, id, change));
}

/**
 * Lets a schedule fire again, from its next slot on. Where its maker may not use Formwork any more,
 * it fires in the name of who resumes it.
 */
export async function resumeSchedule(
  deps: ScheduleDeps,
  { id, principal, traceparent }: Target,
): Promise<Schedule> {
  const now = deps.clock.now();
  const maker = await takenOver(deps, await findSchedule(deps, id), principal);
  const news = [{ type: "schedule.changed", reason: "resumed", traceparent } as const];
  const change = (row: ScheduleRow) =>
    row.enabled ? null : { row: started({ ...row, ...maker }, now), news };
  return presentSchedule(await changeWithNews(deps, id, change));
}

/**
 * Leaves the next slot out. Fails with `schedule-not-active` where none is to come. Its events say
 * when the schedule fires instead.
 */
export async function skipNextSlot(
  deps: ScheduleDeps,
  { id, principal, traceparent }: Target,
): Promise<Schedule> {
  const row = await findSchedule(deps, id);
  const slot = row.slot ?? notActive(row);
  const reason = `Left out by ${principal.id}`;
  const skipped = { outcome: "skipped", reason, jobId: null, now: deps.clock.now() } as const;
  const { outcome } = await deps.slots.insert({ row: slotRowOf(id, slot, skipped) });
  if (outcome === "taken")
    return fail("schedule-not-active", `The slot ${slot.local} was just due`);
  const news: ScheduleNews[] = [
    { type: "schedule.missed", reason, slots: [slot], traceparent },
    { type: "schedule.changed", reason: "next fire left out", traceparent },
  ];
  const change = (stored: ScheduleRow) =>
    stored.slot?.key === slot.key ? { row: withNextSlot(stored, slot.at), news } : null;
  return presentSchedule(await changeWithNews(deps, id, change));
}

function notActive({ enabled }: ScheduleRow): Slot {
  return fail(
    "schedule-not-active",
    enabled ? "The schedule has ended" : "The schedule is paused; resume it first",
  );
}
