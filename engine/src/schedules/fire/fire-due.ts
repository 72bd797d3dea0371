import { announceSoon } from "../../announcements/announcer.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { neverDue, type StoredSchedule } from "../schedule-tables.ts";
import { createReadStates } from "./earlier-jobs.ts";
import { type FireDeps, fireSchedule } from "./fire-schedule.ts";

/** Schedules that are read and fired at once: what the store writes about them, it writes together. */
const maxBatch = 250;
/** Batches under way: one is worked out while the other is written. */
const maxUnderWay = 2;

type Fired = { events: number; errors: unknown[] };

/**
 * Fires every schedule that is due; resolves with the number of events about it. A schedule that
 * fails does not stop the others; the first error is thrown at the end.
 */
export async function fireDueSchedules(
  deps: ScheduleDeps & {
    /** Receives when the schedule was or is due that comes first; `neverDue` without one. */
    onDue?: (at: number) => void;
  },
): Promise<number> {
  const now = deps.clock.now();
  // Most often nothing is due, so the first page is one row.
  let page = await deps.schedules.page({ order: "dueAt", limit: 1 });
  deps.onDue?.(page.items[0]?.row.dueAt ?? neverDue);
  if (!page.items.some(({ row }) => row.dueAt <= now)) return 0;
  const fireDeps = { ...deps, readStates: createReadStates(deps.store) };
  const batches: Promise<Fired>[] = [];
  for (let cursor: string | undefined; ; cursor = page.next) {
    page = await deps.schedules.page({ order: "dueAt", limit: maxBatch, cursor });
    const due = page.items.filter(({ row }) => row.dueAt <= now);
    batches.push(fireBatch(fireDeps, due));
    if (due.length < page.items.length || page.next === null) break;
    await batches.at(-maxUnderWay);
  }
  const fired = await Promise.all(batches);
  for (const { errors } of fired) if (errors.length > 0) throw errors[0];
  return fired.reduce((sum, { events }) => sum + events, 0);
}

/** Fires some schedules at once. Never rejects. */
async function fireBatch(deps: FireDeps, due: readonly StoredSchedule[]): Promise<Fired> {
  const stored: StoredSchedule[] = [];
  const report = (one: StoredSchedule) => void stored.push(one);
  const fired = await Promise.allSettled(due.map((one) => fireSchedule(deps, one, report)));
  void announceSoon(deps.announce, stored);
  const errors = fired.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  return { events: stored.length, errors };
}
