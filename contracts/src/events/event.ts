import type { TSchema } from "typebox";
import type { Scope } from "../accounts/account.ts";
import { time } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** One row of the table of events: what events of a type are about, carry and reach. */
export type EventRow = {
  /** What the `subject` of the event identifies. */
  subject: "job" | "template" | "worker" | "schedule" | "queue" | "action" | "retention";
  /** Schema of its `data`. */
  data: TSchema;
  /** Permission needed to receive it, in whatever room. */
  scope: Scope;
  /** Rooms it is pushed to. */
  rooms(event: About<unknown>): string[];
  /** Name of the template that it is about; absent where events are about several or none. */
  template?(event: About<unknown>): string;
  /** What follows its type in the routing key on the exchange `job.events`. */
  topic(event: About<unknown>): string;
};

/** What decides where an event goes. */
export type About<Data> = { subject: string; data: Data };

/** The properties of every event besides `type` and `data` (CloudEvents 1.0). */
export const envelope = {
  specversion: Type.Literal("1.0", { description: "CloudEvents version" }),
  id: Type.String({
    description:
      "`<id>:<seq>` for an event of a job or schedule; unique for the others. One that comes twice has the same",
  }),
  source: Type.Literal("/formwork", { description: "Who says it" }),
  subject: Type.String({
    description:
      "Id of the job or action, or name of the template, schedule, queue or worker; `retention`",
  }),
  time: time("When it happened"),
  datacontenttype: Type.Literal("application/json", { description: "Form of data" }),
  traceparent: Type.Optional(
    Type.String({ description: "W3C trace context of the request that caused it" }),
  ),
  tracestate: Type.Optional(
    Type.String({
      description: "`formwork=<id>` where the caller chose an id of another form (`X-Trace-Id`)",
    }),
  ),
  resolvedBy: Type.Optional(
    Type.String({ description: "Id of the re-run whose success dismissed the job" }),
  ),
  actor: Type.Optional(
    Type.String({ description: "Id of the user who cancelled, retried or dismissed" }),
  ),
};
