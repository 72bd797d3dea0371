import { announceSoon } from "../announcements/announcer.ts";
import { changeVersioned } from "../store/tables/change-row.ts";
import { type ScheduleNews, withNews } from "./announce/schedule-news.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import { scheduleNotFound } from "./schedule-not-found.ts";
import type { ScheduleRow } from "./schedule-tables.ts";

/** A schedule after a change, and what is to be said of it. */
type Changed = { row: ScheduleRow; news: ScheduleNews[] };

/** Returns a stored schedule. Fails with `not-found`, also for one that was deleted. */
export async function findSchedule(
  { schedules }: Pick<ScheduleDeps, "schedules">,
  id: string,
): Promise<ScheduleRow> {
  const row = (await schedules.get({ id }))?.row;
  return row === undefined || row.isDeleted ? scheduleNotFound(id) : row;
}

/**
 * Changes a stored schedule together with the events about it, and publishes them afterwards. A
 * `change` that returns null leaves the schedule as it is.
 */
export async function changeWithNews(
  deps: Pick<ScheduleDeps, "schedules" | "announce" | "clock">,
  id: string,
  change: (row: ScheduleRow) => Changed | null,
): Promise<ScheduleRow> {
  let isNews = false;
  const stored = await changeVersioned(deps.schedules, { id }, (row) => {
    const changed = row.isDeleted ? scheduleNotFound(id) : change(row);
    isNews = changed !== null;
    return changed && withNews(changed.row, changed.news, deps.clock.now());
  });
  if (stored === null) return scheduleNotFound(id);
  if (isNews) void announceSoon(deps.announce, [stored]);
  return stored.row;
}
