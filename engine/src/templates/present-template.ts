import type { Template, TemplateSummary, TemplateVersion } from "@formwork/contracts/template";
import type { StoredTemplate } from "./versions/template-tables.ts";

/** Returns a stored version as the API shows it: whole, but for the files it came from. */
export function presentTemplate({
  folder: _folder,
  source: _source,
  ...template
}: StoredTemplate): Template {
  return template;
}

/** Returns a stored version as a row of the list of templates. */
export function presentSummary(template: StoredTemplate): TemplateSummary {
  const { title, description = "", tags = [], run, archived } = template;
  return { ...presentVersion(template), title, description, tags, kind: run.kind, archived };
}

/** Returns a stored version as a row of its template's history. */
export function presentVersion({
  name,
  version,
  hash,
  codeHash,
  publishedAt,
  publishedBy,
}: StoredTemplate): TemplateVersion {
  const known = { name, version, hash, publishedAt, publishedBy };
  return codeHash === undefined ? known : { ...known, codeHash };
}
