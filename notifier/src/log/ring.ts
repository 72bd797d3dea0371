import type { LogEntry } from "@formwork/engine/bus/bus";

/**
 * The newest events, in memory: a stretch of the log without holes. Cursors compare as text in log
 * order.
 */
export type Ring<E extends LogEntry> = {
  push: (entry: E) => void;
  /** Cursor of the newest event, or of the place where the stretch began. */
  head: () => string;
  /** The oldest cursor that can be replayed from here. */
  tail: () => string;
  /** True for a cursor that can be replayed from here. */
  has: (cursor: string) => boolean;
  /** The next events after a cursor; undefined when it lies before the stretch. */
  after: (params: { cursor: string; most: number }) => E[] | undefined;
};

/** Begins a stretch of at most about `limit` events right after the cursor `start`. */
export function createRing<E extends LogEntry>({
  start,
  limit,
}: {
  start: string;
  limit: number;
}): Ring<E> {
  const entries: E[] = [];
  let tail = start;

  /** Index of the first entry after `cursor`. */
  function indexAfter(cursor: string): number {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.cursor ?? "") > cursor) high = middle;
      else low = middle + 1;
    }
    return low;
  }
  return {
    push(entry) {
      entries.push(entry);
      // Cut in larger pieces: taking one off the front moves all the others.
      if (entries.length < limit * 1.25) return;
      tail = entries.splice(0, entries.length - limit).at(-1)?.cursor ?? tail;
    },
    head: () => entries.at(-1)?.cursor ?? tail,
    tail: () => tail,
    has: (cursor) => cursor === tail || entries[indexAfter(cursor) - 1]?.cursor === cursor,
    after({ cursor, most }) {
      if (cursor < tail) return undefined;
      const first = indexAfter(cursor);
      return entries.slice(first, first + most);
    },
  };
}
