import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";
import { dismissedGroup } from "../store/errors/error-group.ts";
import type { SearchWord } from "../store/search/job-search.ts";
import type { JobFilter } from "../store/verbs/job-store.ts";
import type { Templates } from "../templates/templates.ts";

/** What a caller asks of a list of jobs: a filter, and a text to search for. */
export type JobQuery = Omit<JobFilter, "words" | "errorGroup" | "dismissed"> & {
  /** Key of a group of failed jobs. */
  error?: string | undefined;
  /** Whether the job was dismissed; any unless told, but with `error` false. */
  dismissed?: "true" | "false" | "any" | undefined;
  /** Words that a job has, each anywhere in it; case is ignored. */
  q?: string | undefined;
};

/**
 * Converts a query to the filter of a store. Pages show a template by its title, which jobs do not
 * keep, so titles are looked up here.
 */
export async function jobFilterOf(
  templates: Pick<Templates, "titles">,
  { q = "", error, dismissed, ...others }: JobQuery,
): Promise<JobFilter> {
  const filter: JobFilter = { ...others, ...deadLetterFilter(error, dismissed) };
  const texts = searchWords(q);
  if (texts.length === 0) return filter;
  const titles = await templates.titles();
  const words: SearchWord[] = texts.map((text) => ({
    text,
    templates: titles
      .filter(({ title }) => foldedText(title).includes(text))
      .map(({ name }) => name),
  }));
  return { ...filter, words };
}

function deadLetterFilter(
  error: string | undefined,
  dismissed: JobQuery["dismissed"],
): Pick<JobFilter, "errorGroup" | "dismissed"> {
  if (error === undefined)
    return dismissed === undefined || dismissed === "any"
      ? {}
      : { dismissed: dismissed === "true" };
  const groups = {
    true: [dismissedGroup(error)],
    false: [error],
    any: [error, dismissedGroup(error)],
  };
  return { errorGroup: groups[dismissed ?? "false"] };
}
