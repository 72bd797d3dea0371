/**
 * A position in the stream: behind event number `index` of the message at `offset`, or before its
 * first one for 0. `id` is the id of that message: a log that was wiped and made anew has another
 * message at the same offset.
 */
export type Position = { offset: number; index: number; id: string };

/** Digits of the largest safe integer, and of more events than a message ever holds, in base 36. */
const digits = { offset: 11, index: 4 };
const shape = /^([0-9a-z]{11})\.([0-9a-z]{4})\.([0-9a-f]{12})$/;

/** Writes a position as a cursor. Cursors compare as text in log order. */
export function formatCursor({ offset, index, id }: Position): string {
  const parts = [
    offset.toString(36).padStart(digits.offset, "0"),
    index.toString(36).padStart(digits.index, "0"),
    id,
  ];
  return parts.join(".");
}

/** Reads a cursor; undefined for a text that is none. */
export function parseCursor(cursor: string): Position | undefined {
  const [, offset, index, id] = shape.exec(cursor) ?? [];
  if (offset === undefined || index === undefined || id === undefined) return undefined;
  const position = { offset: Number.parseInt(offset, 36), index: Number.parseInt(index, 36), id };
  return Number.isSafeInteger(position.offset) ? position : undefined;
}
