import { type FormworkEvent, isNumbered } from "@formwork/contracts/events/events";
import { LRUCache } from "lru-cache";

/** Returns true for an event that it was called with before. */
export type DuplicateFilter = (event: FormworkEvent) => boolean;

/**
 * Creates a filter for events of jobs and schedules, which are numbered. The log may hold one twice: after a publisher that crashed
 * between publishing and clearing the outbox, or after two that published the same outbox. The
 * first copies of the events of one are in the order of `seq`, so the highest `seq` of each is
 * enough to recognise the others. It is remembered for the `maxJobs` with the latest events.
 */
export function createDuplicateFilter({ maxJobs }: { maxJobs: number }): DuplicateFilter {
  const highestSeq = new LRUCache<string, number>({ max: maxJobs });

  return (event) => {
    if (!isNumbered(event)) return false;
    const { subject, data } = event;
    if (data.seq <= (highestSeq.get(subject) ?? 0)) return true;
    highestSeq.set(subject, data.seq);
    return false;
  };
}
