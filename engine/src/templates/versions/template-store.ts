import { v7 as newId } from "uuid";
import { type Announce, announceSoon } from "../../announcements/announcer.ts";
import { withEvents } from "../../announcements/unsent-events.ts";
import type { Page, Paging } from "../../store/page.ts";
import type { Store } from "../../store/store.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { templateEvent } from "../template-event.ts";
import { createStoreVersion, type VersionToStore } from "./store-version.ts";
import {
  type StoredTemplate,
  type TemplateRow,
  templateOf,
  templatesTable,
  type VersionRow,
  versionsTable,
} from "./template-tables.ts";

/** The stored templates. A name is archived, not a version. */
export type TemplateStore = {
  /**
   * Stores the next version, unless the newest one has the same content, or the newest one from
   * the same folder has (`created` is false). Two publishers at once get two numbers.
   */
  publish: (
    version: VersionToStore,
  ) => Promise<{ template: StoredTemplate; created: boolean; isNews: boolean }>;
  /** Returns a version, by default the newest. */
  find: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate | null>;
  /** Returns the newest version of every template, by title. */
  list: () => Promise<StoredTemplate[]>;
  /** Returns the versions of a name, newest first. */
  listVersions: (params: { name: string } & Paging) => Promise<Page<StoredTemplate>>;
  /** Returns the newest versions that came from a folder; none of a name whose file is gone. */
  listFromFolder: (params: { name: string }) => Promise<StoredTemplate[]>;
  /** Archives a name until it is published again; false where it was archived or is unknown. */
  archive: (params: { name: string; traceparent?: string | null }) => Promise<boolean>;
  /**
   * Archives a name whose file is gone, until the file is back. False where it was archived, is
   * unknown, or runs without the file, as published over the API.
   */
  archiveGone: (params: { name: string }) => Promise<boolean>;
  /** Publishes the events that a name carries. Those that cannot be published now stay with it. */
  announce: (params: { name: string }) => Promise<void>;
};

/** Versions from a folder among which one that runs the same is looked for. */
const maxFromFolder = 50;
/** Templates that are read in one round trip when all are listed. */
const listPageSize = 200;

export function createTemplateStore(deps: {
  store: Pick<Store, "table">;
  clock: { now: () => number };
  announce?: Announce<TemplateRow>;
}): TemplateStore {
  const { clock, announce = async () => undefined } = deps;
  const templates = deps.store.table(templatesTable);
  const versions = deps.store.table(versionsTable);
  const storeVersion = createStoreVersion({ templates, versions, clock });

  /** Archives a name where `when` says so, and stores the event with it; true where it did. */
  async function archive(
    name: string,
    when: (row: TemplateRow) => boolean,
    { gone, traceparent }: { gone?: true; traceparent: string | null },
  ): Promise<boolean> {
    let isNews = false;
    await changeRow(templates, { name }, (row) => {
      isNews = !row.archived && when(row);
      if (!isNews) return null;
      const now = clock.now();
      const event = templateEvent(row.newest, {
        ...{ type: "template.archived", id: newId(), traceparent, now },
      });
      return withEvents({ ...row, archived: true, ...(gone && { gone }) }, [event], { now });
    });
    return isNews;
  }

  return {
    publish: storeVersion,
    async find({ name, version }) {
      const template = (await templates.get({ name }))?.row;
      if (template === undefined) return null;
      if (version === undefined || version === template.newest.version)
        return templateOf(template.newest, template.archived);
      const found = await versions.get({ id: `${name}@${version}` });
      return found === null ? null : templateOf(found.row, template.archived);
    },
    async list() {
      const rows: TemplateRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await templates.page({ order: "titleOrder", limit: listPageSize, cursor });
        rows.push(...page.items.map(({ row }) => row));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return rows.map(({ newest, archived }) => templateOf(newest, archived));
    },
    async listVersions({ name, ...paging }) {
      const [template, { items, next }] = await Promise.all([
        templates.get({ name }),
        versions.page({ where: { name }, order: "version", descending: true, ...paging }),
      ]);
      const archived = template?.row.archived === true;
      return { items: items.map(({ row }) => templateOf(row, archived)), next };
    },
    async listFromFolder({ name }) {
      const template = (await templates.get({ name }))?.row;
      if (template === undefined || template.gone === true) return [];
      const { items } = await versions.page({
        where: { name, source: "folder" },
        order: "version",
        descending: true,
        limit: maxFromFolder,
      });
      return items.map(({ row }) => templateOf(row, template.archived));
    },
    archive: ({ name, traceparent = null }) => archive(name, () => true, { traceparent }),
    archiveGone: ({ name }) =>
      archive(name, ({ newest }) => needsFile(newest), { gone: true, traceparent: null }),
    async announce({ name }) {
      const stored = await templates.get({ name }).catch(() => null);
      if (stored !== null) await announceSoon(announce, [stored]);
    },
  };
}

/** Who published a call over the API took the template over; code was left in the folder. */
function needsFile({ source, definition: { run } }: VersionRow): boolean {
  return source === "folder" || run.kind === "module" || run.kind === "command";
}
