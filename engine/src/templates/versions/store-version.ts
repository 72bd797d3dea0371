import type { TemplateDefinition } from "@formwork/contracts/template";
import { fail } from "../../errors.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { folderOfCode, runsSame } from "./kept-folder.ts";
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
/** Versions that follow a file to another folder: the newest ones, which jobs still have. */
const maxMoved = 100;

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
        template.archived ? { ...template, archived: false, gone: false } : null,
      );
      return templateOf(same, false);
    }
    const moved = inFolder(same, folder);
    // The folder is read at every start, so an unchanged file does not restore what was archived,
    // unless it was because the file was gone.
    const template = await changeRow(templates, { name: same.name }, (row) =>
      row.gone === true ? { ...row, archived: false, gone: false } : null,
    );
    if (template === null) await moveTo(moved);
    if (same.folder !== moved.folder || isLost(template?.newest ?? moved, same, folder))
      await moveFile(same, folder);
    return templateOf(moved, template?.archived === true);
  }

  /**
   * Gives the versions that run the same the folder of the file: it may have moved, and with it the
   * modules beside it, or they were published over the API by a release that kept no folder.
   */
  async function moveFile(
    { name, definition: { run } }: VersionRow,
    folder: string,
  ): Promise<void> {
    const query = { where: { name }, order: "version", descending: true, limit: maxMoved } as const;
    const move = (row: VersionRow) =>
      runsSame(row.definition.run, run) ? inFolder(row, folder) : row;
    for (const { row } of (await versions.page(query)).items)
      if (move(row).folder !== row.folder) await changeRow(versions, { id: row.id }, move);
    await changeRow(templates, { name }, (template) => ({
      ...template,
      newest: move(template.newest),
    }));
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

/** Returns a version with the folder of a file, as its source names it. */
function inFolder(row: VersionRow, folder: string): VersionRow {
  return { ...row, folder: row.source === "folder" ? folder : folderOfCode(folder) };
}

/** Returns true where the newest version runs what a file does, and is not in its folder. */
function isLost(newest: VersionRow, same: VersionRow, folder: string): boolean {
  const isSame = runsSame(newest.definition.run, same.definition.run);
  return isSame && inFolder(newest, folder).folder !== newest.folder;
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
