import type { JobSummary } from "@formwork/contracts/job";

/** True while a job waits for the end of others, so that its due time says nothing. */
export function waitsForOthers(job: JobSummary): boolean {
  return job.state === "scheduled" && job.dependsOn.length > 0 && job.attempt === 0;
}
