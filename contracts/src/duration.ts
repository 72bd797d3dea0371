/** Lengths of time as people write them (`90s`, `1h30m`, `2d`) or as ISO 8601 does (`PT5M`). */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const units = [7 * day, day, hour, minute, second, 1] as const;

/** Longest accepted: a hundred years, so that now plus a duration is always a date. */
const longest = 36_525 * day;

const amount = "(\\d{1,15}(?:\\.\\d{1,6})?)";
const human = new RegExp(
  `^(?:${amount}w)?(?:${amount}d)?(?:${amount}h)?(?:${amount}m)?(?:${amount}s)?(?:${amount}ms)?$`,
);
const iso = new RegExp(
  `^P(?:${amount}W)?(?:${amount}D)?(?:T(?=\\d)(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?)?$`,
);

/**
 * Milliseconds of a duration, rounded; throws a RangeError for a text that is none. ISO years and
 * months have no fixed length and are none.
 */
export function parseDuration(text: string): number {
  const ms = measure(text);
  if (ms === null)
    throw new RangeError(`"${text}" is not a duration such as 90s, 10m, 1h30m or PT5M`);
  return ms;
}

/** True for a text that `parseDuration` takes. */
export function isDuration(text: string): boolean {
  return measure(text) !== null;
}

function measure(text: string): number | null {
  const amounts = (human.exec(text) ?? iso.exec(text))?.slice(1);
  if (amounts === undefined || amounts.every((part) => part === undefined)) return null;
  const ms = Math.round(
    units.reduce((sum, unit, place) => sum + unit * Number(amounts[place] ?? 0), 0),
  );
  return ms <= longest ? ms : null;
}
