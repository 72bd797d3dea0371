import type { Job, JobSummary } from "../jobs/job.ts";

const createdAt = "2026-03-01T08:00:00.000Z";

/** Builds a job as lists and events show it: due at creation, queued, with the fields given. */
export function aJobSummary(given: Partial<JobSummary> = {}): JobSummary {
  return {
    id: "job-1",
    template: { name: "http-request", version: 1 },
    summary: "example.org",
    state: "queued",
    priority: 4,
    queue: "default",
    tags: [],
    attempt: 0,
    maxAttempts: 3,
    failures: 0,
    crashes: 0,
    retries: 0,
    progress: null,
    error: null,
    createdBy: "user-1",
    createdAt,
    runAt: given.createdAt ?? createdAt,
    startedAt: null,
    finishedAt: null,
    scheduleId: null,
    rerunOf: null,
    dependsOn: [],
    dismissedAt: null,
    errorKey: null,
    seq: 1,
    ...given,
  };
}

/** Builds a job with its payload and result. */
export function aJob(given: Partial<Job> = {}): Job {
  return {
    ...aJobSummary(given),
    ...{ payload: { url: "https://example.org" }, result: null },
    ...{ timeout: "5m", onDependencyFailure: "cancel", traceId: null },
    ...given,
  };
}
