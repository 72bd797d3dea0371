const everyDay = { "*": "every day", "?": "every day" } as const;
const weekdays = ["1-5", "mon-fri"];
const weekends = ["0,6", "6,0", "6,7", "6-7", "sat,sun", "sun,sat", "sat-sun"];
const dayNames = [
  "Sundays",
  "Mondays",
  "Tuesdays",
  "Wednesdays",
  "Thursdays",
  "Fridays",
  "Saturdays",
];
const shortDays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** What the known words stand for. */
const knownWords = new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"],
]);

/**
 * Returns a cron expression in words, "weekdays at 07:00", where it is one of the usual ones; null
 * for any other.
 */
export function cronWords(expression: string): string | null {
  const text = expression.trim().toLowerCase();
  const parts = (knownWords.get(text) ?? text).split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] =
    parts.length === 6 && parts[0] === "0" ? parts.slice(1) : parts;
  if (parts.length < 5 || parts.length > 6 || (parts.length === 6 && parts[0] !== "0")) return null;
  if (month !== "*") return null;
  const isAnyDay = isAny(day) && isAny(weekday);
  if (isAnyDay && isAny(hour)) return withinHour(minute);
  if (isAnyDay && minute === "0" && stepOf(hour, 24) !== null)
    return `every ${stepOf(hour, 24)} hours`;
  const time = timeOf(hour, minute);
  const days = daysOf(day, weekday);
  return time === null || days === null ? null : `${days} at ${time}`;
}

function withinHour(minute: string): string | null {
  if (minute === "*") return "every minute";
  if (minute === "0") return "every hour";
  const step = stepOf(minute, 60);
  if (step !== null) return `every ${step} minutes`;
  return isNumber(minute, 59) ? `every hour at minute ${Number(minute)}` : null;
}

function daysOf(day: string, weekday: string): string | null {
  if (isAny(day) && isAny(weekday)) return everyDay["*"];
  if (!isAny(weekday)) return isAny(day) ? weekdaysOf(weekday) : null;
  if (day === "l") return "on the last day of each month";
  return isNumber(day, 31) && Number(day) > 0 ? `on day ${Number(day)} of each month` : null;
}

function weekdaysOf(weekday: string): string | null {
  if (weekdays.includes(weekday)) return "weekdays";
  if (weekends.includes(weekday)) return "weekends";
  const names = weekday.split(",").map(dayName);
  return names.includes(undefined) ? null : joined(names.map(String));
}

function dayName(text: string): string | undefined {
  const place = isNumber(text, 7) ? Number(text) % 7 : shortDays.indexOf(text);
  return dayNames[place];
}

function joined(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function timeOf(hour: string, minute: string): string | null {
  if (!isNumber(hour, 23) || !isNumber(minute, 59)) return null;
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

/** Returns the step of `*` with a step that divides the whole evenly, or null. */
function stepOf(text: string, whole: number): number | null {
  const step = Number(/^\*\/(\d{1,2})$/.exec(text)?.[1] ?? 0);
  return step > 1 && step < whole && whole % step === 0 ? step : null;
}

function isAny(text: string): boolean {
  return Object.hasOwn(everyDay, text);
}

function isNumber(text: string, max: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= max;
}
