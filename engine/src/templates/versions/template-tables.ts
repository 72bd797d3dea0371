import type { TemplateEvent } from "@formwork/contracts/events/events";
import type { Template, TemplateDefinition } from "@formwork/contracts/template";
import { type Announced, unsentIndex } from "../../announcements/unsent-events.ts";
import { isoTime } from "../../store/iso-time.ts";
import { table } from "../../store/table.ts";

/** A version of a template as the engine uses it. */
export type StoredTemplate = Template & {
  /**
   * Folder of the file below the templates folder, in which `run.file` is found; empty for a file
   * in the templates folder itself. A version from the API keeps the folder of the template, with
   * `.` for the templates folder itself, and has an empty one where there is none.
   */
  folder: string;
  source: "folder" | "api";
};

/**
 * A version as it is stored; `id` is `name@version`. Only `folder` ever changes, and `codeHash` once,
 * where a release published it that kept no code.
 */
export type VersionRow = {
  id: string;
  name: string;
  version: number;
  hash: string;
  /** Names the code that its jobs run; absent where it runs what lies in its folder. */
  codeHash?: string;
  folder: string;
  source: "folder" | "api";
  /** Milliseconds since 1970. */
  publishedAt: number;
  publishedBy: string;
  definition: TemplateDefinition;
};

/** A name with its newest version, copied so that the gallery is one read. */
export type TemplateRow = Announced<TemplateEvent> & {
  name: string;
  /** The title in lower case, by which the gallery is ordered. */
  titleOrder: string;
  archived: boolean;
  /** True when it was archived because its file is gone: then the file brings it back. */
  gone?: boolean;
  newest: VersionRow;
};

export const templatesTable = table<TemplateRow>({
  name: "templates",
  key: "name",
  indexes: [["titleOrder"], unsentIndex],
});

export const versionsTable = table<VersionRow>({
  name: "template_versions",
  key: "id",
  indexes: [
    ["name", "version"],
    ["name", "source", "version"],
  ],
});

/** Returns the version that a row holds. */
export function templateOf(row: VersionRow, archived: boolean): StoredTemplate {
  const { name, version, hash, codeHash, folder, source, publishedBy } = row;
  return {
    ...row.definition,
    ...{ name, version, hash, folder, source, publishedBy, archived },
    ...(codeHash === undefined ? {} : { codeHash }),
    publishedAt: isoTime(row.publishedAt),
  };
}

/** Returns the row of a name whose newest version is published. */
export function templateRowOf(newest: VersionRow): TemplateRow {
  const titleOrder = newest.definition.title.toLowerCase();
  return { name: newest.name, titleOrder, archived: false, newest };
}
