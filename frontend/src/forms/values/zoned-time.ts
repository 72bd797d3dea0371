/**
 * Date-times with a zone: between what a person types (`2026-03-01T09:30` in Europe/Berlin) and RFC
 * 3339 (`2026-03-01T09:30:00+01:00`).
 */

const minute = 60_000;

/** The zone of this browser. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone one may choose, UTC first. */
export function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}

/** True for a zone this machine knows. */
export function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * What a clock in the zone shows at an instant, as a `datetime-local` input takes it; empty for a
 * text that is no instant.
 */
export function clockTime(instant: string, zone: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return "";
  const shown = new Date(at + offsetMinutes(at, zone) * minute).toISOString();
  return shown.slice(0, shown.slice(17, 19) === "00" ? 16 : 19);
}

/**
 * The instant at which a clock in the zone shows a time. A time that daylight saving skips counts
 * from before the gap (02:30 becomes 03:30), one that it repeats is the first of the two. Undefined
 * for a text that is no time.
 */
export function instantOf(clock: string, zone: string): string | undefined {
  const naive = Date.parse(`${clock}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(clock) || Number.isNaN(naive)) return undefined;
  const before = offsetMinutes(naive - 1440 * minute, zone);
  const guess = naive - before * minute;
  const offset = offsetMinutes(guess, zone);
  const at = offset === before ? guess : settle(naive, before, offset, zone);
  return withOffset(at, zone);
}

/** Minutes that clocks in the zone are ahead of UTC at an instant. */
function offsetMinutes(at: number, zone: string): number {
  const name =
    new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
      .formatToParts(at)
      .at(-1)?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+)(?::(\d+))?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * After a change of clocks the later offset holds, unless that leads back before the change: then
 * the time was skipped.
 */
function settle(naive: number, before: number, after: number, zone: string): number {
  const at = naive - after * minute;
  return offsetMinutes(at, zone) === after ? at : naive - before * minute;
}

function withOffset(at: number, zone: string): string {
  const ahead = offsetMinutes(at, zone);
  const shown = new Date(at + ahead * minute).toISOString().slice(0, 19);
  return (
    shown +
    (ahead === 0
      ? "Z"
      : `${ahead < 0 ? "-" : "+"}${pad(Math.trunc(Math.abs(ahead) / 60))}:${pad(Math.abs(ahead) % 60)}`)
  );
}

const pad = (count: number) => String(count).padStart(2, "0");

const utc = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

/** The moment as UTC says it: "15 Jan 2026, 08:30 UTC"; empty for a text that is no instant. */
export function utcWords(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? "" : `${utc.format(at)} UTC`;
}

/**
 * The two halves of a time of day: `09:30:00+02:00` is 09:30 at +02:00; without a zone it is taken
 * as UTC.
 */
export function splitClock(time: string): { clock: string; zone: string } {
  const [, clock = "", zone = "Z"] =
    /^(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i.exec(time) ?? [];
  return { clock: clock.replace(/^(\d\d:\d\d):00$/, "$1"), zone: zone.toUpperCase() };
}
