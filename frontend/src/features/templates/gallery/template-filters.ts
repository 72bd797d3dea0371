import type { TemplateSummary } from "@formwork/contracts/template";
import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";

/** The filters of the gallery, kept in the query of the address. */
export type TemplateFilters = { q: string; tags: string[] };

/** Reads the filters from the query of an address. */
export function readFilters(search: URLSearchParams): TemplateFilters {
  return { q: search.get("q") ?? "", tags: [...new Set(search.getAll("tag"))] };
}

/** Returns the query with the filters; other parameters stay. */
export function writeFilters(
  search: URLSearchParams,
  { q, tags }: TemplateFilters,
): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete("q");
  next.delete("tag");
  if (q !== "") next.set("q", q);
  for (const tag of tags) next.append("tag", tag);
  return next;
}

/** Adds a tag to the filters, or removes it when it is there. */
export function toggleTag(filters: TemplateFilters, tag: string): TemplateFilters {
  const has = filters.tags.includes(tag);
  return {
    ...filters,
    tags: has ? filters.tags.filter((other) => other !== tag) : [...filters.tags, tag],
  };
}

/** Returns the templates that contain every word of `q` and have every tag, sorted by title. */
export function filterTemplates(
  templates: readonly TemplateSummary[],
  { q, tags }: TemplateFilters,
): TemplateSummary[] {
  const words = searchWords(q);
  return templates
    .filter(
      (template) =>
        tags.every((tag) => template.tags.includes(tag)) &&
        words.every((word) => textOf(template).includes(word)),
    )
    .sort((one, other) => one.title.localeCompare(other.title));
}

/** Returns every tag of the templates, the most used first. */
export function tagsOf(templates: readonly TemplateSummary[]): string[] {
  const counts = Map.groupBy(
    templates.flatMap(({ tags }) => tags),
    (tag) => tag,
  );
  return [...counts.keys()].sort(
    (a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0) || a.localeCompare(b),
  );
}

function textOf({ name, title, description, tags }: TemplateSummary): string {
  return foldedText([name, title, description, ...tags].join(" "));
}
