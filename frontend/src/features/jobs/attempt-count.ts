import type { JobSummary } from "@formwork/contracts/job";

type Counted = Pick<JobSummary, "state" | "attempt" | "maxAttempts" | "failures">;

/**
 * Returns how many attempts a job has when all that are left are used. Attempts are numbered over
 * the whole life of a job, but a crash and a person's retry add to their number, so this is more
 * than `maxAttempts` after those.
 */
export function attemptLimit({ state, attempt, maxAttempts, failures }: Counted): number {
  const isCounted = state !== "running" && state !== "succeeded";
  const left = Math.max(0, maxAttempts - failures - (isCounted ? 0 : 1));
  return attempt + left;
}

/** Returns which of its attempts a job has reached: "2 of 3". One that was cancelled has no limit. */
export function attemptCount(job: Counted, separator = " of "): string {
  if (job.state === "cancelled") return String(job.attempt);
  return `${job.attempt}${separator}${attemptLimit(job)}`;
}
