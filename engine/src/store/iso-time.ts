/** How a store keeps a time: MongoDB as a `Date`, SQLite as milliseconds since 1970. */
export type StoredTime = Date | number;

/** Texts kept at most; jobs of one batch share their times. */
const maxCachedTexts = 1000;

const textByMs = new Map<number, string>();

/**
 * Returns the RFC 3339 text of a time, out of a small cache: making the text is the dearest part of
 * reading a job.
 */
export function isoTime(time: StoredTime): string {
  const ms = typeof time === "number" ? time : time.getTime();
  const known = textByMs.get(ms);
  if (known !== undefined) return known;
  if (textByMs.size > maxCachedTexts) textByMs.clear();
  const text = new Date(ms).toISOString();
  textByMs.set(ms, text);
  return text;
}

const msByText = new Map<string, number>();

/** Returns the milliseconds since 1970 of such a text, out of a small cache too. */
export function msOf(text: string): number {
  const known = msByText.get(text);
  if (known !== undefined) return known;
  if (msByText.size > maxCachedTexts) msByText.clear();
  const ms = Date.parse(text);
  msByText.set(text, ms);
  return ms;
}

/** Returns the text of a time, or null for none. */
export function isoTimeOrNull(time: StoredTime | null | undefined): string | null {
  return time === null || time === undefined ? null : isoTime(time);
}
