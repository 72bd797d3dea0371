import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Bus, LogEntry } from "@formwork/engine/bus/bus";
import { readPage } from "@formwork/engine/bus/read-page";
import { fail } from "@formwork/engine/errors";
import { heartbeat, reconnectIn, serverSentEvent } from "../http/reply/server-sent-event.ts";
import { createEntryInbox } from "./entry-inbox.ts";
import type { EventFeed } from "./event-feed.ts";

export type EventStreamParams = {
  bus: Pick<Bus, "follow">;
  feed: EventFeed;
  /** Place in the log to begin after; without it, events from now on are sent. */
  after: string | undefined;
  /** Whether the reader may and wants to have an event. */
  accepts: (event: FormworkEvent) => boolean;
  signal: AbortSignal;
  /** Time between comments while nothing happens, in milliseconds. */
  heartbeatMs?: number;
};

/** Events read from the log at once, and the time that this may take. */
const pageLimits = { limit: 500, timeoutMs: 10_000 };

/**
 * Streams the log of events as server-sent events, whose id is the cursor. Joins the feed before it
 * reads the log, so that none is missed or sent twice where both meet. An id without an event moves a
 * reader on that was sent none.
 */
export async function* streamEvents(params: EventStreamParams): AsyncGenerator<string> {
  const { bus, feed, after, accepts, signal, heartbeatMs = 15_000 } = params;
  const inbox = createEntryInbox(signal);
  await feed.join(inbox.add);
  let position = after ?? feed.head() ?? "";
  let sentId = "";

  function* send(entries: LogEntry[]): Generator<string> {
    for (const { cursor, event } of entries) {
      if (cursor <= position) continue;
      position = cursor;
      if (!accepts(event)) continue;
      sentId = cursor;
      yield `id: ${cursor}\ndata: ${JSON.stringify(event)}\n\n`;
    }
  }
  /** Sends what the log has after the position; all of it is in the inbox from then on. */
  async function* sendOlder(): AsyncGenerator<string> {
    for (let head = feed.head(); head !== undefined && !signal.aborted; head = feed.head()) {
      if (position === head) return;
      const page = await readPage({ bus, cursor: position, upTo: head, ...pageLimits });
      if (page === undefined) {
        position = head;
        sentId = head;
        yield serverSentEvent("reset", { cursor: head }, head);
        return;
      }
      yield* send(page);
      if (page.length < pageLimits.limit && position < head) position = head;
    }
  }
  try {
    yield reconnectIn(2000);
    if (position === "") fail("unavailable", "The event log cannot be reached");
    let isBehind = after !== undefined;
    while (!signal.aborted) {
      const { isStale, entries } = inbox.take();
      if (isStale || isBehind) yield* sendOlder();
      isBehind = false;
      yield* send(entries);
      if ((await inbox.wait(heartbeatMs)) === "ready") continue;
      yield sentId === position ? heartbeat : `id: ${position}\n\n`;
      sentId = position;
    }
  } finally {
    await feed.leave(inbox.add);
  }
}
