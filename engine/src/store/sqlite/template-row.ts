import type { Template } from "@formwork/contracts/template";
import { isoTime } from "../iso-time.ts";
import type { StoredTemplate } from "../store.ts";

/** A row of `templates`, beside whether its name is archived. */
export type TemplateRow = Pick<
  StoredTemplate,
  "name" | "version" | "hash" | "source" | "folder" | "publishedBy"
> & {
  publishedAt: number;
  definition: string;
  archived: number;
};

/** Start of every question about templates. */
export const templateRows = `select templates.*, archived_templates.name is not null as archived
  from templates left join archived_templates on archived_templates.name = templates.name`;

/** The stored version that a row holds. */
export function templateOf({
  definition,
  publishedAt,
  archived,
  ...row
}: TemplateRow): StoredTemplate {
  const { name, version, hash, source, folder, publishedBy } = row;
  const written: Omit<Template, "version"> = JSON.parse(definition);
  return {
    ...written,
    name,
    version,
    hash,
    source,
    folder,
    publishedBy,
    publishedAt: isoTime(publishedAt),
    archived: archived === 1,
  };
}
