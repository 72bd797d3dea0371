import type { JobSummary } from "@formwork/contracts/job";
import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";
import type { JobView } from "../job-view.ts";

/**
 * Whether a job belongs to a view. `unknown`: only the server can decide, because a word or value
 * may stand in the payload, which events do not carry, or in the title of the template.
 */
export type ViewMatch = "yes" | "no" | "unknown";

/** Decides from the fields of an event whether a job belongs to a view of the user `me`. */
export function matchesView(job: JobSummary, view: JobView, me: string): ViewMatch {
  if (view.faults.length > 0) return "no";
  const passesFilters =
    isEmptyOrIncludes(view.state, job.state) &&
    isEmptyOrIncludes(view.template, job.template.name) &&
    view.tag.every((tag) => job.tags.includes(tag)) &&
    (!view.mine || job.createdBy === me) &&
    isWithin(job[view.timeField], view);
  if (!passesFilters) return "no";
  if (view.more.length > 0) return "unknown";
  return searchWords(view.q).every((word) => hasWord(job, word)) ? "yes" : "unknown";
}

/** Whether a time is within the range of a view; one that has not come is within no range. */
function isWithin(at: string | null, { from, to }: JobView): boolean {
  if (from === "" && to === "") return true;
  return at !== null && (from === "" || at >= from) && (to === "" || at < to);
}

function isEmptyOrIncludes<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function hasWord({ id, template, summary, tags, error }: JobSummary, word: string): boolean {
  const lowerId = foldedText(id);
  return (
    lowerId.startsWith(word) ||
    lowerId.endsWith(word) ||
    [template.name, summary, error?.message ?? "", ...tags].some((text) =>
      foldedText(text).includes(word),
    )
  );
}
