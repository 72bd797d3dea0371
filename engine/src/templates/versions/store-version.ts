import type { TemplateDefinition } from "@formwork/contracts/template";
import { fail } from "../../errors.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import {
  type StoredTemplate,
  type TemplateRow,
  templateOf,
  templateRowOf,
  type VersionRow,
} from "./template-tables.ts";

export type VersionToStore = {
  definition: TemplateDefinition;
  hash: string;
  publishedBy: string;
  folder: string;
  source: "folder" | "api";
};

type Stored = { template: StoredTemplate; created: boolean };
type StoreVersionDeps = {
  templates: Table<TemplateRow>;
  versions: Table<VersionRow>;
  clock: { now: () => number };
};

/** Times a number is tried that another publisher may take first. */
const maxAttempts = 100;

/**
 * Stores versions of templates. The key of a version's row is what decides who gets a number; then
 * the row of the name is moved to that version, by its publisher or, should that one have died in
 * between, by the next.
 */
export function createStoreVersion({ templates, versions, clock }: StoreVersionDeps) {
  async function storeVersion(wanted: VersionToStore): Promise<Stored> {
    const { name } = wanted.definition;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const template = (await templates.get({ name }))?.row;
      const same = await sameContent(wanted, template);
      if (same !== undefined) return { template: await keep(same, wanted), created: false };
      const next = rowOf(wanted, (template?.newest.version ?? 0) + 1, clock.now());
      const { outcome } = await versions.insert({ row: next });
      const stored = outcome === "stored" ? next : (await versions.get({ id: next.id }))?.row;
      if (stored !== undefined) await moveTo(stored);
      if (outcome === "stored") return { template: templateOf(next, false), created: true };
    }
    return fail("unavailable", `Template ${name} is being published too often at once`);
  }

  /**
   * Returns the version that has this content already: the newest or, for a file, the newest from
   * the folder. So a file that did not change is not published over a later version from the API.
   */
  async function sameContent(
    { definition: { name }, source, hash }: VersionToStore,
    template: TemplateRow | undefined,
  ): Promise<VersionRow | undefined> {
    if (template?.newest.hash === hash) return template.newest;
    if (source === "api") return undefined;
    const newest = {
      where: { name, source },
      order: "version",
      descending: true,
      limit: 1,
    } as const;
    const fromFolder = (await versions.page(newest)).items[0]?.row;
    return fromFolder?.hash === hash ? fromFolder : undefined;
  }

  async function keep(
    same: VersionRow,
    { source, folder }: VersionToStore,
  ): Promise<StoredTemplate> {
    if (source === "api") {
      await changeRow(templates, { name: same.name }, (template) =>
        template.archived ? { ...template, archived: false } : null,
      );
      return templateOf(same, false);
    }
    const moved = { ...same, folder };
    if (same.folder !== folder) await moveFile(moved);
    // The folder is read at every start, so an unchanged file does not restore what was archived.
    const template = (await templates.get({ name: same.name }))?.row;
    if (template === undefined) await moveTo(moved);
    return templateOf(moved, template?.archived === true);
  }

  /** A file may move, and with it the modules beside it. */
  async function moveFile({ id, folder, name }: VersionRow): Promise<void> {
    await changeRow(versions, { id }, (version) => ({ ...version, folder }));
    await changeRow(templates, { name }, (template) =>
      template.newest.id === id ? { ...template, newest: { ...template.newest, folder } } : null,
    );
  }

  /** Makes a version the newest of its name, unless a later one is. */
  async function moveTo(version: VersionRow): Promise<void> {
    const row = templateRowOf(version);
    const { outcome } = await templates.insert({ row });
    if (outcome === "stored") return;
    await changeRow(templates, { name: version.name }, ({ newest }) =>
      newest.version < version.version ? row : null,
    );
  }
  return storeVersion;
}

function rowOf(
  { definition, hash, folder, source, publishedBy }: VersionToStore,
  version: number,
  publishedAt: number,
): VersionRow {
  const { name } = definition;
  const id = `${name}@${version}`;
  return { id, name, version, hash, folder, source, publishedAt, publishedBy, definition };
}
