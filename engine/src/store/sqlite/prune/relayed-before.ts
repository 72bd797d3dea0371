import type { Commit } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";

/** Milliseconds by which clocks of processes on one file may differ, after a correction say. */
const marginMs = 60_000;

/**
 * Makes the function that returns a time before which every step has its event on the bus. Under
 * load the bus is always a little behind, so the function remembers the last event of a moment, and
 * returns that moment once the bus has the event.
 */
export function createRelayedBefore(database: Database): (commit: Commit) => number {
  const read = database.statement<{ relayed: number }>("select relayed from outbox_state");
  let mark: { head: number; at: number } | undefined;
  let before = Number.NEGATIVE_INFINITY;

  return ({ head, now }) => {
    const relayed = read.get()?.relayed ?? 0;
    if (relayed >= head) return Number.POSITIVE_INFINITY;
    if (mark !== undefined && relayed >= mark.head) {
      before = mark.at - marginMs;
      mark = undefined;
    }
    mark ??= { head, at: now };
    return before;
  };
}
