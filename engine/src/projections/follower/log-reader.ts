import type { Bus, LogEntry, LogSubscription } from "../../bus/bus.ts";

/** Events that may wait in memory for who takes them. Beyond them the subscription is given up. */
const maxWaiting = 20_000;

type Take = (entries: LogEntry[]) => void;

/** Reads the log, as fast as what it brings is taken. */
export type LogReader = {
  mode: LogSubscription["mode"];
  /** The place after which it began. */
  start: string;
  /** Hands over the events that have come so far, and from then on each as it comes. */
  begin: (take: Take) => void;
  /** Returns the cursor up to which all events have been handed over. */
  upTo: () => string;
  /** Hands over no more events for a while. */
  pause: () => void;
  /**
   * Reads on where it was paused. Rejects once the log cannot be read on without a gap: it is to be
   * opened again.
   */
  readOn: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Opens the log after a cursor. */
export async function openLogReader({
  bus,
  cursor,
}: {
  bus: Bus;
  cursor: string | undefined;
}): Promise<LogReader> {
  let waiting: LogEntry[] = [];
  let take: Take = wait;
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
    newest = later(newest, entries.at(-1)?.cursor ?? "");
    take(entries);
  }
  function wait(entries: LogEntry[]) {
    for (const entry of entries) waiting.push(entry);
    if (waiting.length > maxWaiting) pause();
  }
  function pause() {
    const paused = subscription;
    subscription = undefined;
    paused?.stop().catch((error) => {
      fault = error;
    });
  }

  const { mode, cursor: start } = await follow(cursor);
  return {
    mode,
    start,
    begin(taker) {
      take = taker;
      taker(waiting);
      waiting = [];
    },
    upTo: () => newest,
    pause,
    async readOn() {
      if (fault !== undefined) throw fault;
      if (subscription !== undefined) return;
      const { mode } = await follow(newest);
      if (mode !== "replayed")
        throw new Error("The log no longer has the place that was read last");
    },
    async stop() {
      await subscription?.stop();
    },
  };
}

/** Returns the later one of two cursors. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}
