import type { Principal } from "@formwork/contracts/account";
import { seesEverybodys } from "@formwork/contracts/policies/sight";
import { isWithinSight } from "@formwork/contracts/policies/within-sight";
import type { ScheduleCalendar } from "@formwork/contracts/schedule";
import { parseTime } from "@formwork/contracts/time";
import { fail } from "../../errors.ts";
import { maxJitterMs } from "../change/check-jitter.ts";
import { timingOfRow } from "../next-due.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { neverDue, type ScheduleRow } from "../schedule-tables.ts";
import { zoneFault } from "../timing/zone.ts";
import { daysFrom, spanOf } from "./calendar-days.ts";
import type { PlanCalendar } from "./plan-calendar.ts";

export type CalendarQuery = {
  /** Who asks: foreign schedules are left out. */
  principal: Principal;
  from?: string | undefined;
  timezone?: string | undefined;
  template?: string | undefined;
};

/** Schedules that are counted: the page and the thread have to hold them. */
const maxSchedules = 1000;
const pageSize = 100;

/** Returns the planned starts of seven days, over all active schedules or those of a template. */
export async function showCalendar(
  { schedules, clock }: Pick<ScheduleDeps, "schedules" | "clock">,
  plan: PlanCalendar,
  { principal, from: text, timezone = "UTC", template }: CalendarQuery,
): Promise<ScheduleCalendar> {
  const unknownZone = zoneFault(timezone);
  if (unknownZone !== null) fail("invalid-request", "The time zone is not known", [unknownZone]);
  const now = clock.now();
  const from = (text === undefined ? null : parseTime(text)) ?? now;
  const [, end] = spanOf(daysFrom(timezone, from), now);
  // `dueAt` may be later than the slot by the jitter.
  const rows = await activeUntil({ schedules }, { principal, template }, end + maxJitterMs);
  const planned = rows.slice(0, maxSchedules).map((row) => ({
    ...{ id: row.id, name: row.name, template: row.template },
    ...{ timing: timingOfRow(row), next: row.slot?.at ?? neverDue },
  }));
  const days = await plan({ schedules: planned, zone: timezone, from, now });
  return { timezone, days, partial: rows.length > maxSchedules };
}

/** Returns the schedules that fire next before a time, at most one more than are counted. */
async function activeUntil(
  { schedules }: Pick<ScheduleDeps, "schedules">,
  { principal, template }: Pick<CalendarQuery, "principal" | "template">,
  end: number,
): Promise<ScheduleRow[]> {
  const byTemplate = template === undefined ? {} : { template };
  const where = seesEverybodys(principal) ? byTemplate : { createdBy: principal.id };
  const isWanted = (row: ScheduleRow) =>
    isWithinSight(principal, row) && (template === undefined || row.template === template);
  const rows: ScheduleRow[] = [];
  let cursor: string | undefined;
  while (rows.length <= maxSchedules) {
    const page = await schedules.page({ where, order: "dueAt", limit: pageSize, cursor });
    const due = page.items.filter(({ row }) => row.dueAt < Math.min(end, neverDue));
    rows.push(...due.map(({ row }) => row).filter(isWanted));
    if (page.next === null || due.length < page.items.length) break;
    cursor = page.next;
  }
  return rows;
}
