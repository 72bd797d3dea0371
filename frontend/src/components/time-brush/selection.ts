/** Buckets that are chosen: where the choice began, and where it was moved to. */
export type Selection = { anchor: number; head: number };
/** The first and the last of some buckets. */
export type Span = { first: number; last: number };

/** Returns the buckets of a selection in order of time. */
export function spanOf({ anchor, head }: Selection): Span {
  return { first: Math.min(anchor, head), last: Math.max(anchor, head) };
}

/** Returns the bucket at a distance from the left edge; the outermost one beyond an edge. */
export function bucketAt(x: number, width: number, count: number): number {
  if (width <= 0 || count <= 0) return 0;
  return clamp(Math.floor((x / width) * count), count);
}

/**
 * Returns the selection after a key: arrows, Home and End move it, with Shift they widen it. Without
 * a selection they begin at the last bucket. Undefined for any other key.
 */
export function afterKey(
  selection: Selection | null,
  { key, shiftKey }: { key: string; shiftKey: boolean },
  count: number,
): Selection | undefined {
  if (count <= 0) return undefined;
  const from = selection?.head ?? count;
  const to = targetOf(key, from, count);
  if (to === undefined) return undefined;
  const head = clamp(to, count);
  return shiftKey && selection !== null
    ? { anchor: selection.anchor, head }
    : { anchor: head, head };
}

function targetOf(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return from - 1;
    case "ArrowRight":
    case "ArrowUp":
      return from + 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function clamp(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}
