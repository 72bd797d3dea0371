import { anEvent } from "@formwork/contracts/testing/an-event";
import { createOutgoingEvent, type OutgoingEvent } from "../log/outgoing-event.ts";

/**
 * Returns the cursor of the `n`th event of a test's log. Cursors compare as text, as real ones do.
 */
export function cursor(n: number): string {
  return `log.${String(n).padStart(6, "0")}`;
}

/** Creates the `n`th event of a test's log, about a job. */
export function anOutgoingEvent(n: number, job = "job-1"): OutgoingEvent {
  return createOutgoingEvent({ cursor: cursor(n), event: anEvent({ id: job, seq: n }) });
}

/** Creates the first `count` events of a test's log. `jobOf` returns the job of each. */
export function someOutgoingEvents(
  count: number,
  jobOf: (n: number) => string = () => "job-1",
): OutgoingEvent[] {
  return Array.from({ length: count }, (_, index) => anOutgoingEvent(index + 1, jobOf(index + 1)));
}
