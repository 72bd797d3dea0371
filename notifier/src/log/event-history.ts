import type { Bus } from "@formwork/engine/bus/bus";
import { readPage } from "@formwork/engine/bus/read-page";
import type { SocketLimits } from "../socket-limits.ts";
import { createOutgoingEvent, type OutgoingEvent } from "./outgoing-event.ts";
import { createRecentEvents, type RecentEvents } from "./recent-events.ts";

/** Where a subscription starts. */
type Start = { mode: "live" | "replayed" | "reset"; cursor: string };

/** The events that sockets can be sent: recent ones from memory, older ones from the bus. */
export type EventHistory = {
  recent: () => RecentEvents<OutgoingEvent>;
  /** Empties the recent events. The next one follows the cursor `start`. */
  restart: (start: string) => void;
  /**
   * Finds where a subscription with this cursor starts. Without a cursor, or with an unknown one,
   * that is the head of the log.
   */
  locate: (cursor: string | undefined) => Promise<Start>;
  /** Reads the next events after a cursor that is older than the recent events. */
  readOlder: (cursor: string) => Promise<OutgoingEvent[]>;
};

/** Creates the history of one gateway. Its head is the empty cursor until the first `restart`. */
export function createEventHistory({
  bus,
  limits,
}: {
  bus: Bus;
  limits: SocketLimits;
}): EventHistory {
  const emptyAfter = (start: string) =>
    createRecentEvents<OutgoingEvent>({ start, capacity: limits.recentEvents });
  let recent = emptyAfter("");

  return {
    recent: () => recent,
    restart(start) {
      recent = emptyAfter(start);
    },
    async locate(cursor) {
      if (cursor === undefined) return { mode: "live", cursor: recent.head() };
      if (recent.has(cursor)) return { mode: "replayed", cursor };
      // It is older than the recent events, or was given by a notifier that is ahead of this one,
      // or belongs to another log.
      const { mode, stop } = await bus.follow({ cursor, onEvents: () => undefined });
      await stop();
      return mode === "replayed" ? { mode, cursor } : { mode: "reset", cursor: recent.head() };
    },
    async readOlder(cursor) {
      const page = await readPage({
        bus,
        cursor,
        limit: limits.eventsPerPage,
        upTo: recent.tail(),
        timeoutMs: limits.pageTimeoutMs,
      });
      if (page === undefined)
        throw new Error("The log no longer holds the events that a replay needs next");
      return page.map(createOutgoingEvent);
    },
  };
}
