const dayMs = 86_400_000;
const dayName = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" });

/** Jobs that failed in one of the last times 24 hours; the label names the day on which it ends. */
export type Day = { label: string; count: number };

/** Names the days of a group, of which the last one ends now. */
export function daysOf(counts: readonly number[], now: number): Day[] {
  return counts.map((count, place) => {
    const ago = counts.length - 1 - place;
    const label = ago === 0 ? "last 24 hours" : `24 hours to ${dayName.format(now - ago * dayMs)}`;
    return { label, count };
  });
}

/** Sums up the days of a group in words: "14 this week, 3 of them in the last 24 hours". */
export function weekText(counts: readonly number[]): string {
  const week = counts.reduce((sum, count) => sum + count, 0);
  if (week === 0) return "none this week";
  const today = counts.at(-1) ?? 0;
  return `${week} this week, ${today === 0 ? "none" : today} in the last 24 hours`;
}
