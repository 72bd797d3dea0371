import type { Principal } from "@formwork/contracts/account";
import { maySeeTemplate } from "@formwork/contracts/policies/templates";
import { foldedText } from "@formwork/contracts/text/folded-text";
import { refuseCursor } from "../store/cursor.ts";
import type { Page, Paging } from "../store/page.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";

export type GalleryFilter = {
  q?: string | undefined;
  /** Only templates with all of these. */
  tag?: string[] | undefined;
  archived?: boolean | undefined;
  /** Who asks: templates that the principal may not see are left out. */
  principal: Principal;
};

/**
 * Returns the page after `cursor` of the templates that match, in the order given. A cursor is the
 * name of the last template of its page, in base64url; an unknown one fails with
 * `invalid-request`.
 */
export function galleryPage(
  all: readonly StoredTemplate[],
  params: GalleryFilter & Paging,
): Page<StoredTemplate> {
  // First of all, so that no cursor tells whether a template is there that the list leaves out.
  const templates = all.filter(({ name }) => maySeeTemplate(params.principal, name));
  const rest =
    params.cursor === undefined
      ? templates
      : templates.slice(indexOfCursor(templates, params.cursor) + 1);
  const found = rest.filter((template) => matches(template, params));
  const items = found.slice(0, params.limit);
  const last = items.at(-1);
  return {
    items,
    next:
      found.length > items.length && last !== undefined
        ? Buffer.from(last.name).toString("base64url")
        : null,
  };
}

function indexOfCursor(templates: readonly StoredTemplate[], cursor: string): number {
  const name = Buffer.from(cursor, "base64url").toString();
  const index = templates.findIndex((template) => template.name === name);
  if (index !== -1) return index;
  return refuseCursor();
}

function matches(
  template: StoredTemplate,
  { q, tag = [], archived = false }: GalleryFilter,
): boolean {
  if (template.archived && !archived) return false;
  if (!tag.every((word) => template.tags?.includes(word))) return false;
  const text = foldedText([template.name, template.title, template.description ?? ""].join("\n"));
  return q === undefined || text.includes(foldedText(q));
}
