import type { JobSummary } from "@formwork/contracts/job";

/**
 * When the job's clock stopped; null while it runs. A job that waits for its next attempt shows
 * none.
 */
export function durationEnd(job: JobSummary): string | null {
  return job.state === "running" ? null : (job.finishedAt ?? job.startedAt);
}
