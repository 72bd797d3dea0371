import type { JobFilter } from "../store/job-store.ts";
import type { SearchWord } from "../store/search/job-search.ts";
import type { Templates } from "../templates/templates.ts";

/** What a caller asks of a list of jobs: a filter, and a text to search for. */
export type JobQuery = Omit<JobFilter, "words"> & {
  /** Words that a job has, each anywhere in it; case is ignored. */
  q?: string | undefined;
};

/**
 * Converts a query to the filter of a store. Pages show a template by its title, which jobs do not
 * keep, so titles are looked up here.
 */
export async function jobFilterOf(
  templates: Pick<Templates, "titles">,
  { q = "", ...filter }: JobQuery,
): Promise<JobFilter> {
  const texts = [...new Set(q.toLowerCase().split(/\s+/).filter(Boolean))];
  if (texts.length === 0) return filter;
  const titles = await templates.titles();
  const words: SearchWord[] = texts.map((text) => ({
    text,
    templates: titles
      .filter(({ title }) => title.toLowerCase().includes(text))
      .map(({ name }) => name),
  }));
  return { ...filter, words };
}
