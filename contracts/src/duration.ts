/** Durations as people write them (`90s`, `1h30m`, `2d`) or in ISO 8601 (`PT5M`). */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Units, the longest first: letters, milliseconds, and digits of an amount. All of them at their most
 * are 840 years, so that now plus a duration is always a date.
 */
const units = [
  ["w", 7 * day, 4],
  ["d", day, 5],
  ["h", hour, 6],
  ["m", minute, 8],
  ["s", second, 9],
  ["ms", 1, 12],
] as const;

/** Returns the patterns of an amount of each unit; `wrap` may put the number into a group. */
function amounts(wrap = (number: string) => number): string[] {
  return units.map(([unit, , digits]) => wrap(`[0-9]{1,${digits}}(?:\\.[0-9]{1,6})?`) + unit);
}

/** Weeks and days, and what follows the T of ISO 8601, which has no milliseconds. */
function isoAmounts(spoken: string[]): { dates: string[]; times: string[] } {
  const parts = spoken.map((part) => part.replace(/\w+$/, (unit) => unit.toUpperCase()));
  return { dates: parts.slice(0, 2), times: parts.slice(2, -1) };
}

const eachOnce = (parts: string[]) => parts.map((part) => `(?:${part})?`).join("");
const grouped = amounts((number) => `(${number})`);
const { dates, times } = isoAmounts(grouped);
const spoken = new RegExp(`^${eachOnce(grouped)}$`);
const iso = new RegExp(`^P${eachOnce(dates)}(?:T(?=\\d)${eachOnce(times)})?$`);

/**
 * Returns the pattern of the texts that `parseDuration` accepts, for programs in other languages: it
 * looks neither ahead nor back, which not all of them can.
 */
export function durationPattern(): string {
  const { dates, times } = isoAmounts(amounts());
  const clock = `T(?:${someOf(times)})`;
  return `^(?:${someOf(amounts())}|P(?:(?:${someOf(dates)})(?:${clock})?|${clock}))$`;
}

/** Returns a pattern of one part or more, in order: each choice begins with another one. */
function someOf(parts: string[]): string {
  return parts.map((part, index) => part + eachOnce(parts.slice(index + 1))).join("|");
}

/**
 * Returns the milliseconds of a duration, rounded. Throws a RangeError for any other text, ISO
 * years and months included, since they have no fixed length.
 */
export function parseDuration(text: string): number {
  const ms = millisecondsOf(text);
  if (ms === null)
    throw new RangeError(`"${text}" is not a duration such as 90s, 10m, 1h30m or PT5M`);
  return ms;
}

/** Returns the shortest text of whole units that `parseDuration` reads as so many milliseconds. */
export function durationText(ms: number): string {
  let rest = ms;
  let text = "";
  for (const [unit, unitMs] of units) {
    if (rest < unitMs) continue;
    const amount = Math.floor(rest / unitMs);
    rest -= amount * unitMs;
    text += `${amount}${unit}`;
  }
  return text || "0s";
}

/** Returns true for a text that `parseDuration` accepts. */
export function isDuration(text: string): boolean {
  return millisecondsOf(text) !== null;
}

function millisecondsOf(text: string): number | null {
  const numbers = (spoken.exec(text) ?? iso.exec(text))?.slice(1);
  if (numbers === undefined || numbers.every((part) => part === undefined)) return null;
  return Math.round(
    units.reduce((sum, [, unitMs], place) => sum + unitMs * Number(numbers[place] ?? 0), 0),
  );
}
