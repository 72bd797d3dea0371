import type { FormworkEvent } from "@formwork/contracts/events/events";
import { isJobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";

export type JobNotification = {
  jobId: string;
  severity: "success" | "error" | "info";
  title: string;
  detail: string;
};

const endings: ReadonlySet<string> = new Set(["job.succeeded", "job.failed", "job.cancelled"]);
const recently = 60 * 60 * 1_000;

/** The job of an event that tells its end. */
export function endedJob(event: FormworkEvent): JobSummary | undefined {
  return isJobEvent(event) && endings.has(event.type) ? event.data : undefined;
}

/** What to tell about a job that ended, by its template's title; undefined for one that has not. */
export function notificationFor(job: JobSummary, title: string): JobNotification | undefined {
  const about = { jobId: job.id, detail: title };
  switch (job.state) {
    case "succeeded":
      return { ...about, severity: "success", title: "Job succeeded" };
    case "failed":
      return {
        ...about,
        severity: "error",
        title: "Job failed",
        detail: job.error === null ? title : `${title}: ${job.error.message}`,
      };
    case "cancelled":
      return { ...about, severity: "info", title: "Job cancelled" };
    default:
      return undefined;
  }
}

/** True when an end that was missed is still worth telling. */
export function isRecent(job: JobSummary, now: number): boolean {
  return job.finishedAt !== null && now - Date.parse(job.finishedAt) < recently;
}
