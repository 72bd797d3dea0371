import type { LogEntry } from "../../bus/bus.ts";
import type { FollowerRow } from "../number-tables.ts";
import { changeOf } from "./change-of-event.ts";
import { createRecentSteps } from "./recent-steps.ts";
import { createTally, type Tally } from "./tally.ts";

/** Sums up the events of a log, each of them once. */
export type Counter = {
  count: (entries: LogEntry[]) => void;
  /**
   * Returns true once an event came that may be a repetition of one before the cursor. From then on
   * nothing is counted: the log is to be read again from some time before.
   */
  lacksPast: () => boolean;
  /** Returns how many sums and single changes wait to be taken. */
  size: () => number;
  /** Returns what was counted since the last call. */
  take: () => Tally;
};

/**
 * Makes a counter of the events behind the cursor of `begun`. With `knowsPast` it is given events
 * from before the cursor first, to recognise repetitions of them.
 */
export function createCounter(begun: FollowerRow, { knowsPast }: { knowsPast: boolean }): Counter {
  const isNewStep = createRecentSteps();
  const counted = begun.cursor ?? "";
  // Rows may have a part of the first tally already, from a process that died while it wrote them.
  let tally = createTally({ singly: true });
  let lacksPast = false;

  function look({ cursor, event }: LogEntry): void {
    const change = changeOf(event);
    if (change === null || change.at < begun.countFrom) return;
    if (!isNewStep(event.subject, change.seq) || cursor <= counted) return;
    // What happened later than all that is counted is none of it.
    if (!knowsPast && change.at <= begun.at) lacksPast = true;
    else tally.add(change, cursor);
  }
  return {
    count(entries) {
      for (const entry of entries) if (!lacksPast) look(entry);
    },
    lacksPast: () => lacksPast,
    size: () => tally.size(),
    take() {
      const taken = tally;
      tally = createTally({ singly: false });
      return taken;
    },
  };
}
