import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import { jobEvent } from "@formwork/contracts/events/make-event";
import type { Job, JobSummary } from "@formwork/contracts/job";
import * as contracts from "@formwork/contracts/testing/a-job";

const createdAt = "2025-11-22T10:00:00.000Z";
const defaults = { createdBy: "ada", createdAt };

/** Builds the summary of a job created by the user ada, without payload and result. */
export function aJob(given: Partial<JobSummary> = {}): JobSummary {
  return contracts.aJobSummary({ ...defaults, ...given });
}

/** Builds a job created by the user ada, with payload and result. */
export function aJobWithPayload(given: Partial<Job> = {}): Job {
  return contracts.aJob({ ...defaults, ...given });
}

/** Builds an event of a job; `at` is when it happened. */
export function anEvent(
  type: JobEventType,
  given: Partial<JobSummary> = {},
  at = createdAt,
): JobEvent {
  return jobEvent(type, aJob(given), at);
}
