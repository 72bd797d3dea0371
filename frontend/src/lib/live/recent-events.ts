import type { FormworkEvent } from "@formwork/contracts/events/events";

/**
 * The last events, numbered by arrival: what came while a fetch was under way is applied to its
 * answer.
 */
export type RecentEvents = {
  add: (event: FormworkEvent) => void;
  /** Remembers now; give it to `since`. */
  mark: () => number;
  /** Events after the mark, oldest first; undefined when too many came to still have them all. */
  since: (mark: number) => FormworkEvent[] | undefined;
};

/** Keeps the last `limit` events. */
export function createRecentEvents(limit = 2_000): RecentEvents {
  let events: FormworkEvent[] = [];
  let count = 0;

  function add(event: FormworkEvent) {
    count += 1;
    events.push(event);
    if (events.length > 2 * limit) events = events.slice(-limit);
  }

  function since(mark: number): FormworkEvent[] | undefined {
    const wanted = count - mark;
    if (wanted > events.length) return undefined;
    return wanted === 0 ? [] : events.slice(-wanted);
  }

  return { add, mark: () => count, since };
}
