/**
 * A position in a log: behind its event number `offset`. `log` is the log's own id, so that the
 * cursor of another log is not mistaken for one of this.
 */
export type Position = { log: string; offset: number };

/** As many digits as the largest safe integer has in base 36. */
const offsetDigits = 11;
const shape = /^([0-9a-z]+)\.([0-9a-z]{11})$/;

/** Writes a position as a cursor. Cursors of one log compare as text in the order of offsets. */
export function formatCursor({ log, offset }: Position): string {
  return `${log}.${offset.toString(36).padStart(offsetDigits, "0")}`;
}

/** Reads a cursor; undefined for a text that is none. */
export function parseCursor(cursor: string): Position | undefined {
  const [, log, digits] = shape.exec(cursor) ?? [];
  if (log === undefined || digits === undefined) return undefined;
  const offset = Number.parseInt(digits, 36);
  return Number.isSafeInteger(offset) ? { log, offset } : undefined;
}
