import type { TemplateSummary } from "@formwork/contracts/template";

/** What the gallery is narrowed to; it lives in the address. */
export type TemplateFilters = { q: string; tags: string[] };

/** Reads the filters out of the address. */
export function readFilters(search: URLSearchParams): TemplateFilters {
  return { q: search.get("q") ?? "", tags: [...new Set(search.getAll("tag"))] };
}

/** Writes the filters into the address and leaves the rest of it alone. */
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

/** The filters with a tag put on or taken off. */
export function toggleTag(filters: TemplateFilters, tag: string): TemplateFilters {
  const has = filters.tags.includes(tag);
  return {
    ...filters,
    tags: has ? filters.tags.filter((other) => other !== tag) : [...filters.tags, tag],
  };
}

/** The templates that hold every word of `q` and every tag, by title. */
export function filterTemplates(
  templates: readonly TemplateSummary[],
  { q, tags }: TemplateFilters,
): TemplateSummary[] {
  const words = q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return templates
    .filter(
      (template) =>
        tags.every((tag) => template.tags.includes(tag)) &&
        words.every((word) => textOf(template).includes(word)),
    )
    .sort((one, other) => one.title.localeCompare(other.title));
}

/** Every tag in use, the most used first. */
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
  return [name, title, description, ...tags].join(" ").toLocaleLowerCase();
}
