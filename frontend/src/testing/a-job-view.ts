import { type JobView, parseView } from "../features/jobs/job-view.ts";

/** Builds a view of the job list: the default one but for what is given. */
export function aJobView(given: Partial<JobView> = {}): JobView {
  return { ...parseView(new URLSearchParams()), ...given };
}
