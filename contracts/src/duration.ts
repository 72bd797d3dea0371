/** Durations as people write them (`90s`, `1h30m`, `2d`) or in ISO 8601 (`PT5M`). */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const units = [7 * day, day, hour, minute, second, 1] as const;

/** A hundred years, so that now plus a duration is always a date. */
const maxDurationMs = 36_525 * day;

const amount = "(\\d{1,15}(?:\\.\\d{1,6})?)";
const spoken = new RegExp(
  `^(?:${amount}w)?(?:${amount}d)?(?:${amount}h)?(?:${amount}m)?(?:${amount}s)?(?:${amount}ms)?$`,
);
const iso = new RegExp(
  `^P(?:${amount}W)?(?:${amount}D)?(?:T(?=\\d)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
);

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

/** Returns true for a text that `parseDuration` accepts. */
export function isDuration(text: string): boolean {
  return millisecondsOf(text) !== null;
}

function millisecondsOf(text: string): number | null {
  const amounts = (spoken.exec(text) ?? iso.exec(text))?.slice(1);
  if (amounts === undefined || amounts.every((part) => part === undefined)) return null;
  const ms = Math.round(
    units.reduce((sum, unit, place) => sum + unit * Number(amounts[place] ?? 0), 0),
  );
  return ms <= maxDurationMs ? ms : null;
}
