import type { ScheduleNews } from "../announce-schedules.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { fireSchedule } from "./fire-schedule.ts";

/** Schedules that are read and fired at once. */
const maxBatch = 250;

/**
 * Fires every schedule that is due; resolves with the number of events about it. A schedule that
 * fails does not stop the others; the first error is thrown at the end.
 */
export async function fireDueSchedules(
  deps: ScheduleDeps & {
    /** Receives how late the schedule is that is due longest; 0 when none is due. */
    onLag?: (ms: number) => void;
  },
): Promise<number> {
  const now = deps.clock.now();
  const errors: unknown[] = [];
  let sum = 0;
  // Most often nothing is due, so the first page is one row.
  let page = await deps.schedules.page({ order: "dueAt", limit: 1 });
  deps.onLag?.(Math.max(0, now - (page.items[0]?.row.dueAt ?? now)));
  if (!page.items.some(({ row }) => row.dueAt <= now)) return 0;
  for (let cursor: string | undefined; ; ) {
    page = await deps.schedules.page({ order: "dueAt", limit: maxBatch, cursor });
    const due = page.items.filter(({ row }) => row.dueAt <= now);
    const news: ScheduleNews[] = [];
    const fired = await Promise.allSettled(due.map((stored) => fireSchedule(deps, stored, news)));
    errors.push(...fired.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])));
    await deps.announce(news);
    sum += news.length;
    if (due.length < page.items.length || page.next === null) break;
    cursor = page.next;
  }
  if (errors.length > 0) throw errors[0];
  return sum;
}
