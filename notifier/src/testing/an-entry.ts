import { anEvent } from "@formwork/engine/testing/an-event";
import { createEntry, type Entry } from "../log/entry.ts";

/** Cursor of the `n`th event of a test's log; they compare as text, as real ones do. */
export function cursor(n: number): string {
  return `log.${String(n).padStart(6, "0")}`;
}

/** The `n`th event of a test's log, about some job. */
export function anEntry(n: number, job = "job-1"): Entry {
  return createEntry({ cursor: cursor(n), event: anEvent({ id: job, seq: n }) });
}

/** The first `count` events of a test's log, the job of each drawn by `jobOf`. */
export function someEntries(count: number, jobOf: (n: number) => string = () => "job-1"): Entry[] {
  return Array.from({ length: count }, (_, index) => anEntry(index + 1, jobOf(index + 1)));
}
