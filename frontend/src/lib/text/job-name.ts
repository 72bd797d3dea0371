import type { JobSummary } from "@formwork/contracts/job";
import type { JobState } from "@formwork/contracts/states";

const marks: Record<JobState, string> = {
  scheduled: "◷",
  queued: "…",
  running: "▶",
  retrying: "↻",
  succeeded: "✓",
  failed: "✗",
  cancelled: "⊘",
};

/** Returns the name of a job for people: the title of its template and its summary. */
export function jobName({ summary }: Pick<JobSummary, "summary">, title: string): string {
  return summary === "" ? title : `${title} · ${summary}`;
}

/** Returns the name of a job for the browser's tab, which starts with a mark of its state. */
export function jobTabTitle(job: Pick<JobSummary, "summary" | "state">, title: string): string {
  return `${marks[job.state]} ${jobName(job, title)}`;
}
