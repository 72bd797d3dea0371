import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import { jobEvent } from "@formwork/contracts/events/make-event";
import type { Job, JobSummary } from "@formwork/contracts/job";

/** Builders for tests: a job or an event in which only what matters is said. */

const born = "2025-11-22T10:00:00.000Z";

/** A job without payload and result. */
export function aJob(said: Partial<JobSummary> = {}): JobSummary {
  return {
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
    createdBy: "ada",
    createdAt: born,
    runAt: born,
    startedAt: null,
    finishedAt: null,
    scheduleId: null,
    rerunOf: null,
    dependsOn: [],
    dismissedAt: null,
    seq: 1,
    ...said,
  };
}

/** A job whole. */
export function aWholeJob(said: Partial<Job> = {}): Job {
  return { ...aJob(said), payload: { url: "https://example.org" }, result: null, ...said };
}

/** An event of a job. */
export function anEvent(type: JobEventType, said: Partial<JobSummary> = {}, at = born): JobEvent {
  return jobEvent(type, aJob(said), at);
}
