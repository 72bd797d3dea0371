import { type FormworkEvent, isJobEvent } from "@formwork/contracts/event";

/** Returns true for an event that it was called with before. */
export type DuplicateFilter = (event: FormworkEvent) => boolean;

/**
 * Creates a filter for events of jobs. The log may hold one twice: after a publisher that crashed
 * between publishing and clearing the outbox, or after two that published the same outbox. The
 * first copies of a job's events are in the order of `seq`, so the highest `seq` of each job is
 * enough to recognise the others. It is remembered for the `maxJobs` jobs with the latest events.
 */
export function createDuplicateFilter({ maxJobs }: { maxJobs: number }): DuplicateFilter {
  const highestSeq = new Map<string, number>();

  return (event) => {
    if (!isJobEvent(event)) return false;
    const { id, seq } = event.data;
    const highest = highestSeq.get(id);
    if (highest !== undefined && seq <= highest) return true;
    // Deleted first, the job moves to the end of the map's order.
    highestSeq.delete(id);
    highestSeq.set(id, seq);
    if (highestSeq.size > maxJobs) highestSeq.delete(highestSeq.keys().next().value ?? id);
    return false;
  };
}
