import { type Static, Type } from "typebox";
import { JobSummary } from "./job.ts";
import { closed, time } from "./shapes.ts";

/** Events on the wire (CloudEvents 1.0), the rooms they are pushed to, and the broker's names. */

export const jobEventTypes = [
  "job.created",
  "job.queued",
  "job.started",
  "job.progressed",
  "job.retrying",
  "job.rescued",
  "job.succeeded",
  "job.failed",
  "job.cancelled",
  "job.requeued",
  "job.dismissed",
  "job.deleted",
] as const;
export type JobEventType = (typeof jobEventTypes)[number];

export const otherEventTypes = [
  "template.published",
  "template.archived",
  "schedule.fired",
  "schedule.missed",
  "schedule.changed",
  "queue.paused",
  "queue.resumed",
  "worker.online",
  "worker.offline",
] as const;
export type EventType = JobEventType | (typeof otherEventTypes)[number];

const envelope = {
  specversion: Type.Literal("1.0", { description: "CloudEvents version" }),
  id: Type.String({ description: "`<jobId>:<seq>` for a job's event; unique for the others" }),
  source: Type.Literal("/formwork", { description: "Who says it" }),
  subject: Type.String({
    description: "Id of the job, or name of the template, schedule, queue or worker",
  }),
  time: time("When it happened"),
  datacontenttype: Type.Literal("application/json", { description: "Form of data" }),
  traceparent: Type.Optional(
    Type.String({ description: "W3C trace context of the request that caused it" }),
  ),
};

/** One step of a job's life. `data` is the job just after it. */
export const JobEvent = closed({
  ...envelope,
  type: Type.Enum([...jobEventTypes], { description: "What happened" }),
  data: JobSummary,
});
export type JobEvent = Static<typeof JobEvent>;

/** Any event of Formwork. */
export type FormworkEvent =
  | JobEvent
  | (Omit<JobEvent, "type" | "data"> & {
      type: (typeof otherEventTypes)[number];
      data: Record<string, unknown>;
    });

/** Wraps a job's state after a step into its event. */
export function jobEvent(
  type: JobEventType,
  job: JobSummary,
  at: string,
  traceparent?: string,
): JobEvent {
  return {
    specversion: "1.0",
    id: `${job.id}:${job.seq}`,
    source: "/formwork",
    subject: job.id,
    type,
    time: at,
    datacontenttype: "application/json",
    ...(traceparent === undefined ? {} : { traceparent }),
    data: job,
  };
}

/** True for an event of a job. */
export function isJobEvent(event: FormworkEvent): event is JobEvent {
  return event.type.startsWith("job.");
}

/** The rooms a client may subscribe to. */
export const rooms = {
  jobs: "jobs",
  job: (id: string) => `job:${id}`,
  template: (name: string) => `template:${name}`,
  inbox: "inbox",
} as const;

/** The rooms that hear of an event. */
export function roomsOf(event: FormworkEvent): string[] {
  if (isJobEvent(event))
    return [rooms.jobs, rooms.job(event.subject), rooms.template(event.data.template.name)];
  if (event.type.startsWith("template.")) return [rooms.jobs, rooms.template(event.subject)];
  return [rooms.jobs];
}

/** Answer to `subscribe`. After `reset` the client fetches over REST and goes on from `cursor`. */
export type SubscribeReply =
  | { ok: true; cursor: string; mode: "live" | "replayed" | "reset" }
  | { ok: false; code: string; detail: string };

/** Log lines pushed to the room of their job; `offset` is that of the last line. */
export type LogPush = {
  jobId: string;
  attempt: number;
  lines: {
    attempt: number;
    offset: number;
    stream: "stdout" | "stderr" | "system";
    text: string;
    at: string;
  }[];
  offset: number;
};

/** Routing key of an event on the exchange `job.events`. */
export function routingKey(event: FormworkEvent): string {
  return `${event.type}.${isJobEvent(event) ? event.data.template.name : event.subject}`;
}
