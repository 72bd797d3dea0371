/** Names a date of the calendar in full: "Thursday 24 December". */
export function longDay(date: string): string {
  return dayText(date, { weekday: "long", day: "numeric", month: "long" });
}

/** Names a date of the calendar in short: "Thu 24". */
export function shortDay(date: string): string {
  return dayText(date, { weekday: "short", day: "numeric" });
}

/** A date has no zone: it is read and written in UTC. */
function dayText(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", { ...options, timeZone: "UTC" });
}
