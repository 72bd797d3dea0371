import { type FormworkEvent, isJobEvent } from "@formwork/contracts/events/events";
import { LRUCache } from "lru-cache";

/** Returns true for an event that it was called with before. */
export type DuplicateFilter = (event: FormworkEvent) => boolean;

/**
 * Creates a filter for events of jobs. The log may hold one twice: after a publisher that crashed
 * between publishing and clearing the outbox, or after two that published the same outbox. The
 * first copies of a job's events are in the order of `seq`, so the highest `seq` of each job is
 * enough to recognise the others. It is remembered for the `maxJobs` jobs with the latest events.
 */
export function createDuplicateFilter({ maxJobs }: { maxJobs: number }): DuplicateFilter {
  const highestSeq = new LRUCache<string, number>({ max: maxJobs });

  return (event) => {
    if (!isJobEvent(event)) return false;
    const { id, seq } = event.data;
    if (seq <= (highestSeq.get(id) ?? 0)) return true;
    highestSeq.set(id, seq);
    return false;
  };
}
