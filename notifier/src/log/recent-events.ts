import type { LogEntry } from "@formwork/engine/bus/bus";

/**
 * The newest events of the log, in memory and without gaps. Cursors compare as text in the order of
 * the log.
 */
export type RecentEvents<E extends LogEntry> = {
  push: (entry: E) => void;
  /** Returns the cursor of the newest event, or the start where there is none. */
  head: () => string;
  /** Returns the oldest cursor from which events can be replayed. */
  tail: () => string;
  /** Returns true for a cursor from which events can be replayed. */
  has: (cursor: string) => boolean;
  /** Returns the next events after a cursor, or undefined when it is before the tail. */
  after: (params: { cursor: string; limit: number }) => E[] | undefined;
};

/** Creates the list, empty after the cursor `start`, for about `capacity` events. */
export function createRecentEvents<E extends LogEntry>({
  start,
  capacity,
}: {
  start: string;
  capacity: number;
}): RecentEvents<E> {
  const entries: E[] = [];
  let tail = start;

  /** Returns the index of the first entry after `cursor`. */
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
      // Removes a quarter at a time, since each removal at the front moves all other entries.
      if (entries.length < capacity * 1.25) return;
      tail = entries.splice(0, entries.length - capacity).at(-1)?.cursor ?? tail;
    },
    head: () => entries.at(-1)?.cursor ?? tail,
    tail: () => tail,
    has: (cursor) => cursor === tail || entries[indexAfter(cursor) - 1]?.cursor === cursor,
    after({ cursor, limit }) {
      if (cursor < tail) return undefined;
      const first = indexAfter(cursor);
      return entries.slice(first, first + limit);
    },
  };
}
