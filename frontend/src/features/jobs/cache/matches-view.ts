import type { JobSummary } from "@formwork/contracts/job";
import type { JobView } from "../job-view.ts";

/**
 * Whether a job belongs to a view. `unknown`: only the server can decide, because the search may
 * match the payload, which events do not carry.
 */
export type ViewMatch = "yes" | "no" | "unknown";

/** Decides from the fields of an event whether a job belongs to a view of the user `me`. */
export function matchesView(job: JobSummary, view: JobView, me: string): ViewMatch {
  const passesFilters =
    isEmptyOrIncludes(view.state, job.state) &&
    isEmptyOrIncludes(view.template, job.template.name) &&
    (view.tag.length === 0 || view.tag.some((tag) => job.tags.includes(tag))) &&
    (!view.mine || job.createdBy === me) &&
    (view.from === "" || job.createdAt >= view.from) &&
    (view.to === "" || job.createdAt < view.to);
  if (!passesFilters) return "no";
  return view.q === "" || matchesText(job, view.q) ? "yes" : "unknown";
}

function isEmptyOrIncludes<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function matchesText(job: JobSummary, q: string): boolean {
  const needle = q.toLowerCase();
  return [job.id, job.template.name, ...job.tags].some((word) =>
    word.toLowerCase().includes(needle),
  );
}
