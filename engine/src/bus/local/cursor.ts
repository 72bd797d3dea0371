/**
 * A place in a log: behind its event number `offset`. `log` is the log's own id, by which the
 * cursor of another log is told apart.
 */
export type Place = { log: string; offset: number };

/** As many digits as the largest safe integer has in base 36. */
const digits = 11;
const shape = /^([0-9a-z]+)\.([0-9a-z]{11})$/;

/**
 * Writes a place as a cursor. Cursors of one log compare as plain text in the order of their
 * offsets.
 */
export function cursorAt({ log, offset }: Place): string {
  return `${log}.${offset.toString(36).padStart(digits, "0")}`;
}

/** Reads a cursor; undefined when it is none. */
export function placeOf(cursor: string): Place | undefined {
  const [, log, digits] = shape.exec(cursor) ?? [];
  if (log === undefined || digits === undefined) return undefined;
  const offset = Number.parseInt(digits, 36);
  return Number.isSafeInteger(offset) ? { log, offset } : undefined;
}
