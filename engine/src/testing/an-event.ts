import type {
  FormworkEvent,
  JobEvent,
  TemplateEvent,
  WorkerEvent,
} from "@formwork/contracts/events/events";
import { jobEvent, makeEvent } from "@formwork/contracts/events/make-event";
import type { JobSummary } from "@formwork/contracts/job";

const at = "2026-03-01T08:00:00.000Z";

const summary: JobSummary = {
  id: "job-1",
  template: { name: "http-request", version: 1 },
  state: "queued",
  priority: 4,
  queue: "default",
  tags: [],
  attempt: 0,
  maxAttempts: 3,
  crashes: 0,
  progress: null,
  error: null,
  createdBy: "user-1",
  createdAt: at,
  runAt: at,
  startedAt: null,
  finishedAt: null,
  scheduleId: null,
  rerunOf: null,
  dependsOn: [],
  dismissedAt: null,
  seq: 1,
};

/** An event of a job, for tests: whatever the test does not care about is filled in. */
export function anEvent({
  type = "job.queued",
  ...job
}: Partial<JobSummary> & { type?: JobEvent["type"] } = {}): JobEvent {
  return jobEvent(type, { ...summary, ...job }, at);
}

/** The event of a template that was published. */
export function aTemplateEvent(name = "http-request"): TemplateEvent {
  return makeEvent<TemplateEvent>({
    type: "template.published",
    id: `${name}-1`,
    subject: name,
    at,
    data: { name, version: 1, title: "Call a URL", hash: "0".repeat(64), archived: false },
  });
}

/** The event of a worker that came. */
export function aWorkerEvent(id = "worker-1"): WorkerEvent {
  return makeEvent<WorkerEvent>({
    type: "worker.online",
    id: `${id}:1`,
    subject: id,
    at,
    data: { kinds: ["http"], queues: null, concurrency: 10, host: "localhost", pid: 1 },
  });
}

/** An event of a type that this version does not know, as it comes from the broker. */
export function ofANewerVersion(): FormworkEvent {
  return JSON.parse(JSON.stringify({ ...anEvent(), type: "queue.paused", subject: "q", data: {} }));
}

/** Events `seq` 1 to `count` of one job. */
export function someEvents(count: number, job: Partial<JobSummary> = {}): JobEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent({ ...job, seq: index + 1 }));
}
