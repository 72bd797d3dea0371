import type { JobSummary } from "@formwork/contracts/job";

/**
 * Returns until when the duration of a started job counts; null while it runs. A job that waits for
 * its next attempt has the duration zero.
 */
export function durationEnd(job: JobSummary): string | null {
  return job.state === "running" ? null : (job.finishedAt ?? job.startedAt);
}
