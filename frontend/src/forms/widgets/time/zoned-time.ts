import { parseTime } from "@formwork/contracts/time";
import { Temporal } from "../../../lib/time/temporal.ts";
import { presentZone } from "./present-zones.ts";

/**
 * Converts between what a `datetime-local` input holds (`2026-03-01T09:30`) together with a time
 * zone (Europe/Berlin), and an RFC 3339 date-time (`2026-03-01T09:30:00+01:00`).
 */

/** Returns the IANA name of the browser's time zone. */
export function localTimeZone(): string {
  return presentZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** Returns the IANA name of every time zone the browser knows, UTC first; of renamed ones both names. */
export function timeZones(): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return ["UTC", ...new Set([...known.map(presentZone), ...known].sort())].filter(
    (zone, index) => index === 0 || zone !== "UTC",
  );
}

/**
 * Returns the wall-clock time of an instant in a time zone, as a `datetime-local` input takes it;
 * seconds and milliseconds only where they are not zero. Empty for a text that is no instant.
 */
export function toWallClock(instant: string, timeZone: string): string {
  const at = parse(() => Temporal.Instant.from(instant));
  if (at === undefined) return "";
  const local = at.toZonedDateTimeISO(timeZone).toPlainDateTime();
  if (local.millisecond !== 0) return local.toString({ smallestUnit: "millisecond" });
  return local.toString({ smallestUnit: local.second === 0 ? "minute" : "second" });
}

/**
 * Returns the instant of a wall-clock time in a time zone, with the zone's offset. A time that
 * daylight saving skips moves forward by the length of the gap (02:30 becomes 03:30); of a time
 * that it repeats the first counts. Undefined for a text that is no date and time.
 */
export function toInstant(wallClock: string, timeZone: string): string | undefined {
  const local = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(wallClock)
    ? parse(() => Temporal.PlainDateTime.from(wallClock))
    : undefined;
  return local === undefined
    ? undefined
    : instantText(local.toZonedDateTime(timeZone, { disambiguation: "compatible" }));
}

/** Writes a time as an RFC 3339 date-time with the offset of its zone. */
export function instantText(time: ReturnType<typeof Temporal.ZonedDateTime.from>): string {
  return time.toString({ timeZoneName: "never" }).replace(/\+00:00$/, "Z");
}

/** Returns what `read` parses; undefined where Temporal refuses the text. */
function parse<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const utcFormat = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

/** Formats an instant in UTC: "15 Jan 2026, 08:30 UTC". Empty for a text that is no instant. */
export function formatUtc(instant: string): string {
  const at = parseTime(instant);
  return at === null ? "" : `${utcFormat.format(at)} UTC`;
}

/**
 * Splits an RFC 3339 time of day into its parts: `09:30:00+02:00` is 09:30 with the offset +02:00.
 * A time without an offset is taken as UTC.
 */
export function splitTimeOfDay(time: string): { clock: string; offset: string } {
  const [, clock = "", offset = "Z"] =
    /^(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.exec(time) ?? [];
  return { clock: clock.replace(/^(\d\d:\d\d):00$/, "$1"), offset: offset.toUpperCase() };
}
