import { type FormworkEvent, isNumbered } from "@formwork/contracts/events/events";
import { LRUCache } from "lru-cache";

/** Returns true for an event that it was called with before. */
export type DuplicateFilter = (event: FormworkEvent) => boolean;

/** Events without a number whose ids are remembered: they are rare, and come twice within seconds. */
const maxIds = 10_000;

/**
 * Creates a filter of repeated events. The log may hold one twice: after a publisher that crashed
 * between publishing and clearing, or after two that published the same. The first copies of the
 * events of a job or schedule are in the order of `seq`, so the highest `seq` of each is enough to
 * recognise the others; it is remembered for the `maxJobs` with the latest events. Other events are
 * recognised by their id.
 */
export function createDuplicateFilter({ maxJobs }: { maxJobs: number }): DuplicateFilter {
  const highestSeq = new LRUCache<string, number>({ max: maxJobs });
  const ids = new LRUCache<string, true>({ max: maxIds });

  return (event) => {
    if (!isNumbered(event)) {
      const isKnown = ids.has(event.id);
      ids.set(event.id, true);
      return isKnown;
    }
    const { subject, data } = event;
    if (data.seq <= (highestSeq.get(subject) ?? 0)) return true;
    highestSeq.set(subject, data.seq);
    return false;
  };
}
