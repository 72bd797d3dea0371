import type { FormworkEvent } from "@formwork/contracts/events/events";
import { isJobEvent, isNumbered } from "@formwork/contracts/events/events";

/**
 * `fresh`: apply the event. `stale`: it was applied already. `gap`: apply it, and fetch the job's
 * events that were missed before it.
 */
export type SequenceCheck = "fresh" | "stale" | "gap";

/** Events without a `seq` whose ids are remembered: a repetition comes within seconds. */
const maxIds = 500;

/**
 * Creates a filter that remembers the last `seq` of each job and schedule, so that no event is
 * applied twice or after a later one. It remembers `maxJobs` and forgets the least recently used.
 * Other events are known by their id.
 */
export function createSequenceFilter(maxJobs = 20_000): {
  check: (event: FormworkEvent) => SequenceCheck;
  clear: () => void;
} {
  const lastSeq = new Map<string, number>();
  const ids = new Map<string, true>();

  function check(event: FormworkEvent): SequenceCheck {
    if (!isNumbered(event)) {
      const isKnown = ids.has(event.id);
      remember(ids, event.id, true, maxIds);
      return isKnown ? "stale" : "fresh";
    }
    const { subject, data } = event;
    const last = lastSeq.get(subject);
    if (last !== undefined && data.seq <= last) return "stale";
    remember(lastSeq, subject, data.seq, maxJobs);
    const isGap = last !== undefined && data.seq > last + 1;
    return isGap && isJobEvent(event) ? "gap" : "fresh";
  }

  return {
    check,
    clear() {
      lastSeq.clear();
      ids.clear();
    },
  };
}

/** Inserts the key anew, which keeps the map in the order of use, and forgets the oldest. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value, max: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > max && oldest !== undefined) map.delete(oldest);
}
