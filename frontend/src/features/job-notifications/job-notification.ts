import type { FormworkEvent } from "@formwork/contracts/events/events";
import { isJobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { oneLine } from "@formwork/contracts/text/one-line";
import { jobName } from "../../lib/text/job-name.ts";

/** What to show about a job that has ended. */
export type JobNotification = {
  jobId: string;
  severity: "success" | "error" | "info";
  title: string;
  detail: string;
};

const endEventTypes: ReadonlySet<string> = new Set([
  "job.succeeded",
  "job.failed",
  "job.cancelled",
]);
const maxAgeMs = 60 * 60 * 1_000;

/** Returns the job of an event that reports its end; undefined for any other event. */
export function endedJob(event: FormworkEvent): JobSummary | undefined {
  return isJobEvent(event) && endEventTypes.has(event.type) ? event.data : undefined;
}

/**
 * Returns the notification of a job, with the title of its template; undefined for a job that has
 * not ended.
 */
export function notificationFor(job: JobSummary, title: string): JobNotification | undefined {
  const name = jobName(job, title);
  const common = { jobId: job.id, detail: name };
  switch (job.state) {
    case "succeeded":
      return { ...common, severity: "success", title: "Job succeeded" };
    case "failed":
      return {
        ...common,
        severity: "error",
        title: "Job failed",
        detail: job.error === null ? name : `${name}: ${oneLine(job.error.message)}`,
      };
    case "cancelled":
      return { ...common, severity: "info", title: "Job cancelled" };
    default:
      return undefined;
  }
}

/** True when a job ended less than an hour ago; older ends are not notified any more. */
export function isRecent(job: JobSummary, now: number): boolean {
  return job.finishedAt !== null && now - Date.parse(job.finishedAt) < maxAgeMs;
}
