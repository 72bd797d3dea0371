const maxDelayMs = 3_600_000;

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const time = "\\d{2}:\\d{2}:\\d{2}";
/** The three forms of an HTTP-date (RFC 9110, 5.6.7); the last one is in UTC without saying so. */
const dates = [
  new RegExp(`^[A-Z][a-z]{2}, \\d{2} ${month} \\d{4} ${time} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, \\d{2}-${month}-\\d{2} ${time} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} ${month} [ \\d]\\d ${time} \\d{4}$`),
];

/**
 * Returns the delay that a `Retry-After` header asks for, in milliseconds and at most an hour. Null
 * where it asks for none: it has no valid value, is 0, or names a time that has passed.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const ms = read(header?.trim() ?? "", now);
  return Number.isNaN(ms) || ms <= 0 ? null : Math.min(ms, maxDelayMs);
}

function read(value: string, now: number): number {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  if (!dates.some((form) => form.test(value))) return Number.NaN;
  return Date.parse(value.endsWith("GMT") ? value : `${value} GMT`) - now;
}
