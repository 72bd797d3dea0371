import type { FormworkEvent } from "@formwork/contracts/events/events";
import { isJobEvent, isNumbered } from "@formwork/contracts/events/events";

/**
 * `fresh`: apply the event. `stale`: it was applied already. `gap`: apply it, and fetch the job's
 * events that were missed before it.
 */
export type SequenceCheck = "fresh" | "stale" | "gap";

/**
 * Creates a filter that remembers the last `seq` of each job and schedule, so that no event is
 * applied twice or after a later one. It remembers `maxJobs` and forgets the least recently used.
 */
export function createSequenceFilter(maxJobs = 20_000): {
  check: (event: FormworkEvent) => SequenceCheck;
  clear: () => void;
} {
  const lastSeq = new Map<string, number>();

  /** Inserts the job anew, which keeps the map in the order of use. */
  function remember(id: string, seq: number) {
    lastSeq.delete(id);
    lastSeq.set(id, seq);
    const [oldest] = lastSeq.keys();
    if (lastSeq.size > maxJobs && oldest !== undefined) lastSeq.delete(oldest);
  }

  function check(event: FormworkEvent): SequenceCheck {
    if (!isNumbered(event)) return "fresh";
    const { subject, data } = event;
    const last = lastSeq.get(subject);
    if (last !== undefined && data.seq <= last) return "stale";
    remember(subject, data.seq);
    const isGap = last !== undefined && data.seq > last + 1;
    return isGap && isJobEvent(event) ? "gap" : "fresh";
  }

  return { check, clear: () => lastSeq.clear() };
}
