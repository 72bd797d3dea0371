import { Readable } from "node:stream";
import type { Principal } from "@formwork/contracts/account";
import { type FormworkEvent, templateOf } from "@formwork/contracts/events/events";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { mayReceive } from "@formwork/contracts/policies/events";
import type { Engine } from "@formwork/engine/engine";
import type { EventFeed } from "../event-stream/event-feed.ts";
import { readEventsPage } from "../event-stream/read-events-page.ts";
import { streamEvents } from "../event-stream/stream-events.ts";
import type { HandlersOf } from "../http/handler.ts";

/** Reads the log of events, in pages and as a stream. */
export function eventHandlers({ bus }: Engine, feed: EventFeed): HandlersOf<"events"> {
  return {
    "events.list": async ({ query, headers, caller, signal, wantsStream }) => {
      const after = headers["last-event-id"] || query.after;
      const accepts = acceptor(query, caller.principal);
      if (!wantsStream) return readEventsPage({ bus, after, accepts, limit: query.limit ?? 50 });
      return Readable.from(streamEvents({ bus, feed, after, accepts, signal }));
    },
  };
}

/** Returns what decides whether a caller may, and wants to, have an event. */
function acceptor(
  { type: types, template: templates }: QueryOf<"events.list">,
  principal: Principal,
): (event: FormworkEvent) => boolean {
  return (event) =>
    mayReceive(principal, event) &&
    (types === undefined || types.includes(event.type)) &&
    (templates === undefined || templates.includes(templateOf(event) ?? ""));
}
