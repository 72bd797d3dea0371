import type { CalendarDay } from "@formwork/contracts/schedule";

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;

type Days = readonly Pick<CalendarDay, "hours">[];

/** Returns a time of the day after the last one of a calendar. */
export function weekAfter(days: Days): string | null {
  return timeText(days.at(-1)?.hours.at(-1)?.at, 2 * hourMs);
}

/** Returns a time of the day seven days before the first one; null where that has passed. */
export function weekBefore(days: Days, now = Date.now()): string | null {
  const text = timeText(days[0]?.hours[0]?.at, 2 * hourMs - weekMs);
  return text === null || Date.parse(text) < now ? null : text;
}

/** Clocks may change in between: some hours later the day is the same. */
function timeText(at: string | undefined, moreMs: number): string | null {
  return at === undefined ? null : new Date(Date.parse(at) + moreMs).toISOString();
}
