import type { Schedule } from "@formwork/contracts/schedule";
import type { Caller } from "../../caller.ts";
import { fail } from "../../errors.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { paused, started, withNextSlot } from "../next-due.ts";
import { presentSchedule } from "../present-schedule.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { scheduleNotFound } from "../schedule-not-found.ts";
import { type ScheduleRow, slotRowOf } from "../schedule-tables.ts";
import type { Slot } from "../timing/next-slot.ts";

type Target = Caller & { id: string };

/** Pauses a schedule. One that is paused takes the new reason. */
export function pauseSchedule(
  deps: ScheduleDeps,
  { reason = null, ...target }: Target & { reason?: string | null | undefined },
): Promise<Schedule> {
  const by = target.principal.id;
  return change(deps, target, reason ?? "paused", (row) => paused(row, by, reason));
}

/** Lets a schedule fire again, from its next slot on. */
export function resumeSchedule(deps: ScheduleDeps, target: Target): Promise<Schedule> {
  const now = deps.clock.now();
  return change(deps, target, "resumed", (row) => (row.enabled ? null : started(row, now)));
}

/** Leaves the next slot out. Fails with `schedule-not-active` where none is to come. */
export async function skipNextSlot(deps: ScheduleDeps, target: Target): Promise<Schedule> {
  const { id, principal } = target;
  const { row } = (await deps.schedules.get({ id })) ?? scheduleNotFound(id);
  const slot = row.slot ?? notActive(row);
  const reason = `Left out by ${principal.id}`;
  const skipped = { outcome: "skipped", reason, jobId: null, now: deps.clock.now() } as const;
  const { outcome } = await deps.slots.insert({ row: slotRowOf(id, slot, skipped) });
  if (outcome === "taken")
    return fail("schedule-not-active", `The slot ${slot.local} was just due`);
  const schedule = await change(deps, target, "next fire left out", (stored) =>
    stored.slot?.key === slot.key ? withNextSlot(stored, slot.at) : null,
  );
  await deps.announce([{ type: "schedule.missed", row, reason, slots: [slot] }]);
  return schedule;
}

function notActive({ enabled }: ScheduleRow): Slot {
  return fail(
    "schedule-not-active",
    enabled ? "The schedule has ended" : "The schedule is paused; resume it first",
  );
}

async function change(
  deps: ScheduleDeps,
  { id, traceparent }: Target,
  reason: string,
  to: (row: ScheduleRow) => ScheduleRow | null,
): Promise<Schedule> {
  let isNews = false;
  const row = await changeRow(deps.schedules, { id }, (stored) => {
    const next = to(stored);
    isNews = next !== null;
    return next;
  });
  if (row === null) return scheduleNotFound(id);
  if (isNews) await deps.announce([{ type: "schedule.changed", row, reason, traceparent }]);
  return presentSchedule(row);
}
