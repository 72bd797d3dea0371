/**
 * Splits a list into portions of at most `maxItems` items and about `maxLength` characters of JSON,
 * so that work on one portion takes a bounded time. An item longer than that is a portion of its
 * own. The items stay in order.
 */
export function* portionsOf(
  items: readonly unknown[],
  { maxItems, maxLength }: { maxItems: number; maxLength: number },
): Generator<{ start: number; end: number }> {
  let start = 0;
  let length = 0;
  for (const [index, item] of items.entries()) {
    const itemLength = approximateLength(item);
    if (index > start && (index - start >= maxItems || length + itemLength > maxLength)) {
      yield { start, end: index };
      start = index;
      length = 0;
    }
    length += itemLength;
  }
  if (start < items.length) yield { start, end: items.length };
}

/** Estimates the length of a value's JSON, without writing it: a number counts as eight characters. */
function approximateLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  let length = 2;
  if (Array.isArray(value)) for (const item of value) length += approximateLength(item) + 1;
  else for (const key in value) length += key.length + 4 + approximateLength(value[key as never]);
  return length;
}
