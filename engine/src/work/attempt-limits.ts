/** Limits of what one attempt may store. */

/** Largest result, in bytes of JSON. */
export const maxResultBytes = 1024 * 1024;
/** Deepest nesting of a result: what reads it calls itself for each level. */
export const maxResultDepth = 100;
/** Longest log line that is not cut, in characters. */
export const maxLineLength = 16 * 1024;
/** Most log output of an attempt, in bytes. Each line counts for a little more than its text. */
export const maxLogBytes = 5 * 1024 * 1024;
/** What a line counts for besides its text, so that the number of empty lines is limited too. */
export const lineOverhead = 64;
/** Longest message of a progress report, in characters. */
export const maxProgressLength = 500;

/** How much of that is kept for the last lines, where an attempt writes more, in bytes. */
export const keptEndBytes = 256 * 1024;

/** What is written as it comes; of what follows, only the end is kept. */
export const maxStartBytes = maxLogBytes - keptEndBytes;
/** The line that follows on it. */
export const startNotice = `${(maxStartBytes / 1024 / 1024).toFixed(1)} MB are written; of what follows the last lines are kept, and shown once the attempt has ended`;

/** Returns what a line counts for in the output of its attempt, in bytes. */
export function sizeOfLine(text: string): number {
  return Buffer.byteLength(text) + lineOverhead;
}

/** Returns true where lists and objects of a value are nested deeper than `limit` levels. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1));
}

/** Returns the size of a result as JSON in bytes, or null where it has none (a cycle, a BigInt). */
export function sizeOfResult(result: unknown): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(result) ?? "null");
  } catch {
    return null;
  }
}
