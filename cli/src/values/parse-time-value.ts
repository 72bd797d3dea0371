import { isDuration, parseDuration } from "@formwork/contracts/duration";
import { parseTime } from "@formwork/contracts/time";

const timeOfDay = /^(\d\d?):(\d\d)(?::(\d\d))?$/;
const localTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/;

/**
 * Reads a time as people type it, and returns it in RFC 3339, or null for any other text: RFC 3339;
 * `now`, `+10m`, `-2h`; `2026-12-24 18:00` or `2026-12-24` in the zone of this machine; `18:00`, the
 * next one to come.
 */
export function parseTimeValue(text: string, now: number): string | null {
  const ms = millisecondsOf(text.trim(), now);
  return ms === null || Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function millisecondsOf(text: string, now: number): number | null {
  if (text === "now") return now;
  const exact = parseTime(text);
  if (exact !== null) return exact;
  if (/^[+-]/.test(text) && isDuration(text.slice(1)))
    return now + parseDuration(text.slice(1)) * (text.startsWith("-") ? -1 : 1);
  const [, day, clock = "00:00"] = localTime.exec(text) ?? [];
  if (day !== undefined) return dayAt(day, clock);
  return nextTimeOfDay(text, now);
}

/** A day that does not exist, such as 31 February, is no time. */
function dayAt(day: string, clock: string): number | null {
  // Without an offset, Date reads a time in the zone of this machine.
  const ms = Date.parse(`${day}T${clock}`);
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true ? ms : null;
}

function nextTimeOfDay(text: string, now: number): number | null {
  const [, hour, minute, second = "0"] = timeOfDay.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null;
  const date = new Date(now);
  date.setHours(Number(hour), Number(minute), Number(second), 0);
  if (date.getTime() <= now) date.setDate(date.getDate() + 1);
  return date.getTime();
}
