import { LogLine } from "./jobs/job.ts";
import { closed } from "./shapes.ts";
import { Type } from "./typebox.ts";

/** Messages of the live protocol besides events; `docs/live-protocol.md` describes it. */

/** Answer to `subscribe`. After `reset` the client fetches over REST and goes on from `cursor`. */
export type SubscribeReply =
  | { ok: true; cursor: string; mode: "live" | "replayed" | "reset" }
  | { ok: false; code: string; detail: string };

/**
 * Log lines pushed to the room of their job; `offset` is that of the last line. `template` and
 * `createdBy` are those of the job, by which who receives them is decided.
 */
export type LogPush = {
  jobId: string;
  attempt: number;
  lines: LogLine[];
  offset: number;
  template?: string | undefined;
  createdBy?: string | undefined;
};

/** The messages of the socket besides events, for its description. */
export const subscriptionMessages = {
  subscribe: closed({
    rooms: Type.Array(Type.String(), { maxItems: 50, description: "Rooms to join" }),
    cursor: Type.Optional(Type.String({ description: "Cursor of the last event received" })),
  }),
  subscribed: closed({
    ok: Type.Boolean({ description: "Whether the rooms were joined" }),
    cursor: Type.Optional(Type.String({ description: "Where the events begin" })),
    mode: Type.Optional(
      Type.Enum(["live", "replayed", "reset"], { description: "What follows; see the protocol" }),
    ),
    code: Type.Optional(Type.String({ description: "Code of a problem, where it was refused" })),
    detail: Type.Optional(Type.String({ description: "The problem in words" })),
  }),
  log: closed({
    jobId: Type.String({ description: "Id of the job" }),
    attempt: Type.Integer({ description: "Attempt that wrote the lines" }),
    lines: Type.Array(LogLine, { description: "Lines of its log; none where some were dropped" }),
    offset: Type.Integer({ description: "Offset of the last line" }),
  }),
  lagged: Type.Null({ description: "The connection is closed; resume from the last cursor" }),
  expired: Type.Null({ description: "The token works no more; sign in again" }),
};
