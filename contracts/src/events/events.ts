import type { Static, TSchema } from "typebox";
import { JobSummary } from "../jobs/job.ts";
import { JobActionProgress } from "../jobs/job-action.ts";
import { QueueChange } from "../queue.ts";
import { PruneRun } from "../retention.ts";
import { ScheduleChange } from "../schedule.ts";
import { anyObject, closed } from "../shapes.ts";
import { TemplateChange } from "../templates/template.ts";
import { Type } from "../typebox.ts";
import { WorkerPresence } from "../worker.ts";
import { type About, type EventRow, envelope } from "./event.ts";
import { rooms } from "./rooms.ts";

/** `data` is the job just after the step. */
const job = {
  subject: "job",
  data: JobSummary,
  scope: "jobs:read",
  rooms: ({ subject, data }: About<JobSummary>) => [
    rooms.jobs,
    rooms.job(subject),
    rooms.template(data.template.name),
  ],
  template: ({ data }: About<JobSummary>) => data.template.name,
  topic: ({ data }: About<JobSummary>) => data.template.name,
} as const satisfies EventRow;

const template = {
  subject: "template",
  data: TemplateChange,
  scope: "templates:read",
  rooms: ({ subject }) => [rooms.jobs, rooms.template(subject)],
  template: ({ subject }) => subject,
  topic: ({ subject }) => subject,
} as const satisfies EventRow;

const worker = {
  subject: "worker",
  data: WorkerPresence,
  scope: "workers:read",
  rooms: () => [rooms.jobs, rooms.workers],
  topic: ({ subject }) => subject,
} as const satisfies EventRow;

/** What is done with events whose type is not in the table. */
const unknown: Pick<EventRow, "scope" | "rooms" | "template" | "topic"> = {
  scope: "jobs:read",
  rooms: () => [rooms.jobs],
  topic: ({ subject }) => subject,
};

const schedule = {
  subject: "schedule",
  data: ScheduleChange,
  scope: "schedules:read",
  rooms: ({ subject, data }: About<ScheduleChange>) => [
    rooms.schedules,
    rooms.schedule(subject),
    rooms.template(data.template),
  ],
  template: ({ data }: About<ScheduleChange>) => data.template,
  topic: ({ data }: About<ScheduleChange>) => data.template,
} as const satisfies EventRow;

const queue = {
  subject: "queue",
  data: QueueChange,
  scope: "queues:read",
  rooms: () => [rooms.jobs, rooms.queues],
  topic: ({ subject }) => subject,
} as const satisfies EventRow;

/** `data` is the action just after a portion of its jobs. */
const action = {
  subject: "action",
  data: JobActionProgress,
  scope: "jobs:read",
  rooms: () => [rooms.jobs],
  topic: ({ data }: About<JobActionProgress>) => data.action,
} as const satisfies EventRow;

const retention = {
  subject: "retention",
  data: PruneRun,
  scope: "jobs:read",
  rooms: () => [rooms.jobs],
  topic: ({ subject }) => subject,
} as const satisfies EventRow;

/** The one table of event types. */
export const events = {
  "job.created": job,
  "job.queued": job,
  "job.started": job,
  "job.progressed": job,
  "job.retrying": job,
  "job.rescued": job,
  "job.succeeded": job,
  "job.failed": job,
  "job.cancelled": job,
  "job.requeued": job,
  "job.dismissed": job,
  "job.deleted": job,
  "template.published": template,
  "template.archived": template,
  "schedule.fired": schedule,
  "schedule.missed": schedule,
  "schedule.changed": schedule,
  "queue.paused": queue,
  "queue.resumed": queue,
  "queue.changed": queue,
  "action.changed": action,
  "retention.pruned": retention,
  "worker.online": worker,
  "worker.offline": worker,
  "worker.changed": worker,
} as const satisfies Record<string, EventRow>;

type Events = typeof events;
type TypesAbout<Subject extends EventRow["subject"]> = {
  [Type in keyof Events]: Events[Type]["subject"] extends Subject ? Type : never;
}[keyof Events];
export type JobEventType = TypesAbout<"job">;

/** The types of job events, in the order of the table. */
export const jobEventTypes = Object.keys(events).filter(isJobEventType);

/** One step of a job's life. */
export const JobEvent = eventSchema(jobEventTypes, JobSummary);
export type JobEvent = Static<typeof JobEvent>;
/** The types of all events. */
export const eventTypes = Object.keys(events).filter(isEventType);
export type EventType = keyof Events;

/** An event of any type; its data depends on the type. */
export const AnyEvent = eventSchema(
  eventTypes,
  anyObject({ description: "What it is about, as it is just after" }),
);
type Envelope = Omit<JobEvent, "type" | "data">;
export type TemplateEvent = Envelope & { type: TypesAbout<"template">; data: TemplateChange };
export type WorkerEvent = Envelope & { type: TypesAbout<"worker">; data: WorkerPresence };
export type ScheduleEvent = Envelope & { type: TypesAbout<"schedule">; data: ScheduleChange };
export type QueueEvent = Envelope & { type: TypesAbout<"queue">; data: QueueChange };
export type ActionEvent = Envelope & { type: TypesAbout<"action">; data: JobActionProgress };
export type RetentionEvent = Envelope & { type: TypesAbout<"retention">; data: PruneRun };
export type FormworkEvent =
  | JobEvent
  | TemplateEvent
  | WorkerEvent
  | ScheduleEvent
  | QueueEvent
  | ActionEvent
  | RetentionEvent;

/** True for an event of a job. */
export function isJobEvent(event: FormworkEvent): event is JobEvent {
  return event.type.startsWith("job.");
}

/** True for an event of a job or schedule: its `seq` tells a repetition. */
export function isNumbered(event: FormworkEvent): event is JobEvent | ScheduleEvent {
  return isJobEvent(event) || event.type.startsWith("schedule.");
}

/** Returns the rooms an event is pushed to. */
export function roomsOf(event: FormworkEvent): string[] {
  return rowOf(event).rooms(event);
}

/** Returns the permission needed to receive an event. */
export function scopeOf(event: FormworkEvent): EventRow["scope"] {
  return rowOf(event).scope;
}

/** Returns the name of the template that an event is about, or null. */
export function templateOf(event: FormworkEvent): string | null {
  return rowOf(event).template?.(event) ?? null;
}

/** Returns the routing key of an event on the exchange `job.events`. */
export function routingKey(event: FormworkEvent): string {
  return `${event.type}.${rowOf(event).topic(event)}`;
}

/** A type that is not in the table comes from a newer version, while services are upgraded. */
function rowOf({ type }: FormworkEvent): typeof unknown {
  const known: Partial<Record<string, EventRow>> = events;
  return known[type] ?? unknown;
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(events, type);
}

function isJobEventType(type: string): type is JobEventType {
  return type.startsWith("job.");
}

function eventSchema<Name extends string, Data extends TSchema>(types: Name[], data: Data) {
  return closed({ ...envelope, type: Type.Enum(types, { description: "What happened" }), data });
}
