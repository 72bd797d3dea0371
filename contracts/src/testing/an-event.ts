import type {
  ActionEvent,
  FormworkEvent,
  JobEvent,
  QueueEvent,
  RetentionEvent,
  ScheduleEvent,
  TemplateEvent,
  WorkerEvent,
} from "../events/events.ts";
import { jobEvent, makeEvent } from "../events/make-event.ts";
import type { JobSummary } from "../jobs/job.ts";
import type { JobActionProgress } from "../jobs/job-action.ts";
import { aJobSummary } from "./a-job.ts";

const at = "2026-03-01T08:00:00.000Z";

/** Builds an event of a job, `job.queued` unless a type is given. */
export function anEvent({
  type = "job.queued",
  ...job
}: Partial<JobSummary> & { type?: JobEvent["type"] } = {}): JobEvent {
  return jobEvent(type, aJobSummary(job), at);
}

/** Builds the event of a template that was published. */
export function aTemplateEvent(name = "http-request"): TemplateEvent {
  return makeEvent<TemplateEvent>({
    type: "template.published",
    id: `${name}-1`,
    subject: name,
    at,
    data: { name, version: 1, title: "Call a URL", hash: "0".repeat(64), archived: false },
  });
}

/** Builds the event of a worker that has started. */
export function aWorkerEvent(id = "worker-1"): WorkerEvent {
  return makeEvent<WorkerEvent>({
    type: "worker.online",
    id: `${id}:1`,
    subject: id,
    at,
    data: {
      ...{ kinds: ["http"], queues: null, concurrency: 10, host: "localhost", pid: 1 },
      ...{ version: "0.1.0", state: "online", reason: "started", running: 0 },
    },
  });
}

/** Builds the event of a schedule that has fired. */
export function aScheduleEvent(id = "schedule-1", seq = 1): ScheduleEvent {
  const slots = [{ at, local: "2026-03-01T09:00:00+01:00" }];
  return makeEvent<ScheduleEvent>({
    type: "schedule.fired",
    id: `${id}:${seq}`,
    subject: id,
    at,
    data: {
      ...{ id, seq, name: "Nightly", template: "http-request", enabled: true },
      ...{ nextRunAt: null, reason: null, jobId: "job-7", slots },
    },
  });
}

/** Builds the event of a queue that was paused. */
export function aQueueEvent(name = "default"): QueueEvent {
  return makeEvent<QueueEvent>({
    ...{ type: "queue.paused", id: `${name}-1`, subject: name, at },
    data: {
      ...{ name, paused: true, reason: "Deploy", pausedBy: "ada", pausedAt: at },
      concurrency: null,
    },
  });
}

/** Builds the event of an action on many jobs that has just been made. */
export function anActionEvent(changes: Partial<JobActionProgress> = {}): ActionEvent {
  const data: JobActionProgress = {
    ...{ id: "action-1", action: "cancel", state: "running", total: 3, done: 0, failed: 0 },
    ...{ reasons: [], perMinute: null, createdBy: "user-1", createdAt: at, stoppedBy: null },
    ...{ finishedAt: null, error: null, ...changes },
  };
  return makeEvent<ActionEvent>({
    ...{ type: "action.changed", id: `${data.id}-1`, subject: data.id, at, data },
  });
}

/** Builds the event of a clean-up that removed something. */
export function aRetentionEvent(): RetentionEvent {
  return makeEvent<RetentionEvent>({
    ...{ type: "retention.pruned", id: "retention-1", subject: "retention", at },
    data: { startedAt: at, finishedAt: at, jobs: 12, logs: 3 },
  });
}

/** Builds an event whose type only a newer Formwork knows, as the broker delivers it. */
export function ofANewerVersion(): FormworkEvent {
  return JSON.parse(
    JSON.stringify({ ...anEvent(), type: "secret.changed", subject: "q", data: {} }),
  );
}

/** Builds the events of one job with `seq` 1 to `count`. */
export function someEvents(count: number, job: Partial<JobSummary> = {}): JobEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent({ ...job, seq: index + 1 }));
}
