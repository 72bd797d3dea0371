import type { FieldError } from "@formwork/contracts/problem";
import { LRUCache } from "lru-cache";

/**
 * Converts between instants and local times of a zone. A local time is the number of milliseconds
 * that the same reading of the clock would have in UTC.
 */

/** A local time that clock changes leave out (gap) or bring twice (overlap); null for any other. */
export type Dst = "gap" | "overlap" | null;

const secondMs = 1000;
const dayMs = 86_400_000;

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 200 });

/** Returns the fault of a `timezone` that is not known, or null for one that is. */
export function zoneFault(timezone: string): FieldError | null {
  try {
    formatOf(timezone);
    return null;
  } catch {
    const message = "is no time zone such as Europe/Berlin or UTC";
    return { pointer: "/timezone", message, keyword: "timezone" };
  }
}

/** Returns the local time of an instant. */
export function localOf(zone: string, at: number): number {
  const [month, day, year, hour, minute, second] = numbersIn(formatOf(zone).format(at));
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return local + (at - Math.floor(at / secondMs) * secondMs);
}

/**
 * Returns the instant of a local time. One that comes twice is read as the first one; one that does
 * not exist is read as the end of the gap.
 */
export function instantOf(zone: string, local: number): { at: number; dst: Dst } {
  const before = offsetAt(zone, local - dayMs);
  const after = offsetAt(zone, local + dayMs);
  const found = [...new Set([local - before, local - after])].filter(
    (at) => localOf(zone, at) === local,
  );
  if (found.length > 0) return { at: Math.min(...found), dst: found.length > 1 ? "overlap" : null };
  return { at: lastStep(zone, local - after, local - before), dst: "gap" };
}

/** Returns the instant at which the offset changes first after `from`, or null within `forMs`. */
export function stepAfter(zone: string, from: number, forMs: number): number | null {
  const until = from + forMs;
  return offsetAt(zone, from) === offsetAt(zone, until) ? null : lastStep(zone, from, until);
}

/** Returns the time as RFC 3339 with the offset of the zone. */
export function localText(zone: string, at: number): string {
  const local = localOf(zone, at);
  const minutes = Math.round((local - at) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${wallText(local)}${minutes < 0 ? "-" : "+"}${hours}:${rest}`;
}

/** Returns a local time without an offset, such as `2026-03-29T02:30:00`. */
export function wallText(local: number): string {
  return new Date(local).toISOString().slice(0, 19);
}

function offsetAt(zone: string, at: number): number {
  return localOf(zone, at) - at;
}

/** Finds the change of the offset between two instants, to the second. */
function lastStep(zone: string, from: number, until: number): number {
  const offset = offsetAt(zone, from);
  let [low, high] = [Math.floor(from / secondMs), Math.ceil(until / secondMs)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * secondMs) === offset) low = middle;
    else high = middle;
  }
  return high * secondMs;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  formats.set(timeZone, format);
  return format;
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}
