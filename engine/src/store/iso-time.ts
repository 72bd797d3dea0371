const isoTimes = new Map<number, string>();

/**
 * RFC 3339 of milliseconds. Jobs of a batch share their times, and making the text is the dearest
 * part of reading them.
 */
export function isoTime(ms: number): string {
  const known = isoTimes.get(ms);
  if (known !== undefined) return known;
  if (isoTimes.size > 1000) isoTimes.clear();
  const text = new Date(ms).toISOString();
  isoTimes.set(ms, text);
  return text;
}

/** The same where there may be none. */
export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}
