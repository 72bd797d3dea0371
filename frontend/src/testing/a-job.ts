import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import { jobEvent } from "@formwork/contracts/events/make-event";
import type { Job, JobSummary } from "@formwork/contracts/job";
import * as contracts from "@formwork/contracts/testing/a-job";

const createdAt = "2025-11-22T10:00:00.000Z";
const byAda = { createdBy: "ada", createdAt };

/** Builds a job of Ada's as lists and events show it. */
export function aJob(given: Partial<JobSummary> = {}): JobSummary {
  return contracts.aJobSummary({ ...byAda, ...given });
}

/** Builds a job of Ada's with its payload and result. */
export function aWholeJob(given: Partial<Job> = {}): Job {
  return contracts.aJob({ ...byAda, ...given });
}

/** Builds an event of a job of Ada's. */
export function anEvent(
  type: JobEventType,
  given: Partial<JobSummary> = {},
  at = createdAt,
): JobEvent {
  return jobEvent(type, aJob(given), at);
}
