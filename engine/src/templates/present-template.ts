import type { Template, TemplateSummary, TemplateVersion } from "@formwork/contracts/template";
import type { StoredTemplate } from "../store/store.ts";

/** What of a stored template leaves the engine. */

/** One version whole. */
export function presentTemplate({
  folder: _folder,
  source: _source,
  ...template
}: StoredTemplate): Template {
  return template;
}

/** A row of the gallery. */
export function presentSummary(template: StoredTemplate): TemplateSummary {
  const { title, description = "", tags = [], run, archived } = template;
  return { ...presentVersion(template), title, description, tags, kind: run.kind, archived };
}

/** A row of the history. */
export function presentVersion({
  name,
  version,
  hash,
  publishedAt,
  publishedBy,
}: StoredTemplate): TemplateVersion {
  return { name, version, hash, publishedAt, publishedBy };
}
