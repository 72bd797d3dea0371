import type { JobSummary } from "@formwork/contracts/job";
import type { JobView } from "../job-view.ts";

/**
 * `unknown`: only the server can tell, because the search may hit the payload, which events do not
 * carry.
 */
export type ViewMatch = "yes" | "no" | "unknown";

/** Whether a job belongs to a view of the user `me`, by what an event tells. */
export function matchesView(job: JobSummary, view: JobView, me: string): ViewMatch {
  const fits =
    among(view.state, job.state) &&
    among(view.template, job.template.name) &&
    (view.tag.length === 0 || view.tag.some((tag) => job.tags.includes(tag))) &&
    (!view.mine || job.createdBy === me) &&
    (view.from === "" || job.createdAt >= view.from) &&
    (view.to === "" || job.createdAt < view.to);
  if (!fits) return "no";
  return view.q === "" || foundIn(job, view.q) ? "yes" : "unknown";
}

function among<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function foundIn(job: JobSummary, q: string): boolean {
  const needle = q.toLowerCase();
  return [job.id, job.template.name, ...job.tags].some((word) =>
    word.toLowerCase().includes(needle),
  );
}
