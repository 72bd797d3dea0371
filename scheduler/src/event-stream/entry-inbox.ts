import type { LogEntry } from "@formwork/engine/bus/bus";
import type { OnEntries } from "./event-feed.ts";

/** What has come for one reader. `isStale`: events have to be read from the log. */
type Taken = { isStale: boolean; entries: LogEntry[] };

export type EntryInbox = {
  add: OnEntries;
  /** Returns what is there, and empties the inbox. */
  take: () => Taken;
  /** Resolves when something is there or the reader leaves, or with `idle` after `ms`. */
  wait: (ms: number) => Promise<"ready" | "idle">;
};

/** Events that wait for a slow reader; beyond them it reads the log. All readers share the events. */
const maxWaiting = 1000;

/** Creates the inbox of a reader that leaves when `signal` aborts. */
export function createEntryInbox(signal: AbortSignal): EntryInbox {
  let waiting: Taken = { isStale: false, entries: [] };
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    add(entries) {
      if (entries !== null) waiting.entries.push(...entries);
      if (entries === null || waiting.entries.length > maxWaiting)
        waiting = { isStale: true, entries: [] };
      wake();
    },
    take() {
      const taken = waiting;
      waiting = { isStale: false, entries: [] };
      return taken;
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (signal.aborted || waiting.isStale || waiting.entries.length > 0)
          return resolve("ready");
        const timer = setTimeout(() => resolve("idle"), ms);
        wake = () => {
          clearTimeout(timer);
          resolve("ready");
        };
      }),
  };
}
