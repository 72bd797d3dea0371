import type { FormworkEvent } from "@formwork/contracts/events/events";

/** The last events of the stream, to apply those to a reply that arrived while it was fetched. */
export type RecentEvents = {
  add: (event: FormworkEvent) => void;
  /** The place in the stream as of now: how many events have arrived. */
  position: () => number;
  /** The events after a position, oldest first; undefined when some are no longer kept. */
  since: (position: number) => FormworkEvent[] | undefined;
};

/** Creates a buffer that keeps at least the last `minKept` events. */
export function createRecentEvents(minKept = 2_000): RecentEvents {
  let events: FormworkEvent[] = [];
  let count = 0;

  function add(event: FormworkEvent) {
    count += 1;
    events.push(event);
    if (events.length > 2 * minKept) events = events.slice(-minKept);
  }

  function since(position: number): FormworkEvent[] | undefined {
    const wanted = count - position;
    if (wanted > events.length) return undefined;
    return wanted === 0 ? [] : events.slice(-wanted);
  }

  return { add, position: () => count, since };
}
