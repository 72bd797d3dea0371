import type { Bus, LogEntry, LogSubscription } from "../../bus/bus.ts";

/** Events that may wait in memory. Beyond them the subscription is given up for a while. */
const maxWaiting = 20_000;

/** Reads the log at the pace of its caller. */
export type LogReader = {
  mode: LogSubscription["mode"];
  /** The place after which it began. */
  start: string;
  /**
   * Returns the events that have come, and the cursor up to which that is all. Rejects once the log
   * cannot be read on without a gap: it is to be opened again.
   */
  take: () => Promise<{ entries: LogEntry[]; upTo: string }>;
  stop: () => Promise<void>;
};

/** Opens the log after a cursor; `onMany` is called when much has come. */
export async function openLogReader({
  bus,
  cursor,
  onMany,
}: {
  bus: Bus;
  cursor: string | undefined;
  onMany: () => void;
}): Promise<LogReader> {
  let waiting: LogEntry[] = [];
  let newest = "";
  let fault: Error | undefined;
  let subscription: LogSubscription | undefined;

  async function follow(after: string | undefined): Promise<LogSubscription> {
    const following = await bus.follow({
      cursor: after,
      onEvents: receive,
      onWatermark: (place) => {
        newest = later(newest, place);
      },
      onError: (error) => {
        fault = error;
      },
    });
    newest = later(newest, following.cursor);
    subscription = following;
    return following;
  }
  function receive(entries: LogEntry[]) {
    for (const entry of entries) waiting.push(entry);
    newest = later(newest, entries.at(-1)?.cursor ?? "");
    if (waiting.length > maxWaiting) pause();
    if (waiting.length > maxWaiting / 2) onMany();
  }
  function pause() {
    const paused = subscription;
    subscription = undefined;
    paused?.stop().catch((error) => {
      fault = error;
    });
  }
  async function resume() {
    const { mode } = await follow(newest);
    if (mode !== "replayed") throw new Error("The log no longer has the place that was read last");
  }

  const { mode, cursor: start } = await follow(cursor);
  return {
    mode,
    start,
    async take() {
      if (fault !== undefined) throw fault;
      const entries = waiting;
      waiting = [];
      const upTo = newest;
      if (subscription === undefined) await resume();
      return { entries, upTo };
    },
    async stop() {
      await subscription?.stop();
    },
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
