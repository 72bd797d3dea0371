import { AnyEvent, eventTypes } from "../events/events.ts";
import { closed, line, nullable, repeated } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { get } from "./operation.ts";

const cursor = Type.String({
  maxLength: 200,
  description: "A place in the log of events: that of the socket, and the id of an event here",
});

/** The log of events, for programs without Socket.IO. */
export const eventOperations = {
  "events.list": get("/events", {
    ...{ tag: "events", concerns: "list" },
    scope: "jobs:read",
    summary:
      "The log of events after a cursor: a page as JSON, or with `Accept: text/event-stream` all that follow, as Server-Sent Events whose id is the cursor and whose data is the CloudEvent",
    query: closed({
      after: Type.Optional(cursor),
      type: repeated(Type.Enum(eventTypes), "Only events of these types"),
      template: repeated(line(), "Only events about these templates"),
      limit: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 500,
          default: 50,
          description: "Events of the log that a page looks at",
        }),
      ),
    }),
    headers: Type.Object({
      "last-event-id": Type.Optional(
        Type.String({ maxLength: 200, description: "Cursor to go on from; before `after`" }),
      ),
    }),
    reply: closed({
      items: Type.Array(AnyEvent, { description: "Events in the order of the log" }),
      next: nullable(
        Type.String(),
        "Cursor of the next page, also where this one is short or empty; null at the end of the log",
      ),
      cursor: Type.String({ description: "Cursor behind this page, from which to go on later" }),
      mode: Type.Enum(["live", "replayed", "reset"], {
        description:
          "live: without a cursor, from now on; replayed: after the cursor; reset: the log does not know the cursor, and events may be missed",
      }),
    }),
    streams: {
      message: AnyEvent,
      reset: closed({
        cursor: Type.String({
          description: "Where the stream goes on; read over REST what was missed before",
        }),
      }),
    },
    problems: ["unavailable", "too-many-requests"],
  }),
};
