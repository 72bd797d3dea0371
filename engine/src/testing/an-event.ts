import { type JobEvent, jobEvent } from "@formwork/contracts/event";
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

/** Events `seq` 1 to `count` of one job. */
export function someEvents(count: number, job: Partial<JobSummary> = {}): JobEvent[] {
  return Array.from({ length: count }, (_, index) => anEvent({ ...job, seq: index + 1 }));
}
