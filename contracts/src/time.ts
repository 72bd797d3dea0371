/**
 * Reads times as RFC 3339 writes them. What `parseTime` reads is what the format `date-time`
 * accepts, so no accepted time is unreadable later.
 */

const datePart = "(\\d{4})-(\\d\\d)-(\\d\\d)";
const clockPart = "(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?";
const offsetPart = "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))";

const date = new RegExp(`^${datePart}$`);
const clock = new RegExp(`^${clockPart}${offsetPart}$`);
const dateTime = /^(.{10})[Tt ](.+)$/;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const firstMs = startOfDay(0, 1, 1);
const lastMs = startOfDay(9999, 12, 31) + dayMs - 1;

/**
 * Returns the milliseconds since 1970 of a date-time such as `2026-01-31T09:30:00+01:00`, or null
 * for any other text. Digits below a millisecond are dropped. A leap second is read as the second
 * before it. In UTC the year has four digits, as in every reply.
 */
export function parseTime(text: string): number | null {
  const [, day, time] = dateTime.exec(text) ?? [];
  const [start, ofDay] = [parseDate(day ?? ""), parseTimeOfDay(time ?? "")];
  if (start === null || ofDay === null) return null;
  const ms = start + ofDay;
  return ms >= firstMs && ms <= lastMs ? ms : null;
}

/** Returns the milliseconds since 1970 at which a date such as `2026-01-31` begins in UTC, or null. */
export function parseDate(text: string): number | null {
  const [year = 0, month = 0, day = 0] = date.exec(text)?.slice(1).map(Number) ?? [];
  const ms = startOfDay(year, month, day);
  // A month or day that does not exist begins another one.
  return month > 0 && new Date(ms).toISOString().startsWith(text) ? ms : null;
}

/**
 * Returns the milliseconds since midnight, in UTC, of a time of day with its offset such as
 * `09:30:00+01:00`, or null. With an offset they may lie before midnight or after the day.
 */
export function parseTimeOfDay(text: string): number | null {
  const found = clock.exec(text);
  if (found === null) return null;
  const [hour = 0, minute = 0, second = 0] = found.slice(1, 4).map(Number);
  const [, , , , fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = found;
  if (hour > 23 || minute > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const minutes = hour * 60 + minute - offset;
  if (second > 60 || (second === 60 && !isLastOfDay(minutes))) return null;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return minutes * minuteMs + Math.min(second, 59) * 1000 + ms;
}

/** Leap seconds are inserted at the end of a day in UTC. */
function isLastOfDay(minutes: number): boolean {
  return (minutes + 1) % (24 * 60) === 0;
}

function startOfDay(year: number, month: number, day: number): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
