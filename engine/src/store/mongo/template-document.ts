import type { Template } from "@formwork/contracts/template";
import { isoTime } from "../iso-time.ts";
import type { StoredTemplate } from "../store.ts";
import type { TemplateDocument } from "./record/small-documents.ts";

/** The stored version that a document holds. */
export function templateOf(document: TemplateDocument, archived: boolean): StoredTemplate {
  const { name, version, hash, source, folder, publishedBy, publishedAt } = document;
  const written: Omit<Template, "version"> = JSON.parse(document.definition);
  return {
    ...written,
    name,
    version,
    hash,
    source,
    folder,
    publishedBy,
    publishedAt: isoTime(publishedAt.getTime()),
    archived,
  };
}
