/**
 * A place in the stream: behind event number `index` of the message at `offset`, or before its
 * first one for 0. `id` is that message's own: a log that was wiped and begun anew has another one
 * at the same offset.
 */
export type Place = { offset: number; index: number; id: string };

/** Digits of the largest safe integer, and of more events than a message ever holds, in base 36. */
const digits = { offset: 11, index: 4 };
const shape = /^([0-9a-z]{11})\.([0-9a-z]{4})\.([0-9a-f]{12})$/;

/** Writes a place as a cursor. Cursors compare as plain text in log order. */
export function cursorAt({ offset, index, id }: Place): string {
  return `${offset.toString(36).padStart(digits.offset, "0")}.${index.toString(36).padStart(digits.index, "0")}.${id}`;
}

/** Reads a cursor; undefined when it is none. */
export function placeOf(cursor: string): Place | undefined {
  const [, offset, index, id] = shape.exec(cursor) ?? [];
  if (offset === undefined || index === undefined || id === undefined) return undefined;
  const place = { offset: Number.parseInt(offset, 36), index: Number.parseInt(index, 36), id };
  return Number.isSafeInteger(place.offset) ? place : undefined;
}
