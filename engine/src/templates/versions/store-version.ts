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
  /** Names the code that its jobs run; absent where it needs none. */
  codeHash?: string;
  publishedBy: string;
  folder: string;
  source: "folder" | "api";
  /** True for a file that is as it was when its folder was last read. */
  isUnchanged?: boolean;
};

type Stored = { template: StoredTemplate; created: boolean };
type StoreVersionDeps = {
  templates: Table<TemplateRow>;
  versions: Table<VersionRow>;
  clock: { now: () => number };
};

/** Times a number is tried that another publisher may take first. */
const maxAttempts = 100;
/** Versions among which the content of an unchanged file is looked for, the newest first. */
const maxCompared = 200;
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
   * the folder; for a file that did not change, any from a folder. So it is published neither over a
   * later version from the API nor over one from the folder of another scheduler.
   */
  async function sameContent(
    { isUnchanged = false, ...wanted }: VersionToStore,
    template: TemplateRow | undefined,
  ): Promise<VersionRow | undefined> {
    const { source } = wanted;
    const { name } = wanted.definition;
    if (template !== undefined && isEqual(template.newest, wanted)) return template.newest;
    if (source === "api") return undefined;
    const newest = {
      where: { name, source },
      order: "version",
      descending: true,
      limit: isUnchanged ? maxCompared : 1,
    } as const;
    const rows = (await versions.page(newest)).items.map(({ row }) => row);
    return (
      rows.find((row) => isEqual(row, wanted) && row.codeHash === wanted.codeHash) ??
      rows.find((row) => isEqual(row, wanted))
    );
  }

  async function keep(
    same: VersionRow,
    { source, folder: given, codeHash, isUnchanged }: VersionToStore,
  ): Promise<StoredTemplate> {
    const { name } = same;
    if (source === "api") {
      await changeRow(templates, { name }, (row) =>
        row.archived ? { ...row, archived: false, gone: false } : null,
      );
      return templateOf(same, false);
    }
    // A file that did not move leaves its version where another scheduler has that content.
    const folder = isUnchanged && same.source === "folder" ? same.folder : given;
    const moved = withCode(inFolder(same, folder), codeHash);
    // The folder is read at every start, so an unchanged file does not restore what was archived,
    // unless it was because the file was gone.
    const template = await changeRow(templates, { name }, (row) =>
      row.gone === true ? { ...row, archived: false, gone: false } : null,
    );
    if (template === null) await moveTo(moved);
    const isMoved = same.folder !== moved.folder || hasNoFolder(template?.newest ?? moved, same);
    if (isMoved || same.codeHash !== moved.codeHash) await moveFile(same, { folder, codeHash });
    return templateOf(moved, template?.archived === true);
  }

  /**
   * Gives the versions that run the same the folder of the file: it may have moved, and with it the
   * modules beside it, or they were published over the API by a release that kept no folder. Where a
   * release published them that kept no code, this version and later ones get the code as it is now;
   * earlier ones run what lies in the folder, as before.
   */
  async function moveFile(
    same: VersionRow,
    { folder, codeHash }: Pick<VersionToStore, "folder" | "codeHash">,
  ): Promise<void> {
    const { name } = same;
    const query = { where: { name }, order: "version", descending: true, limit: maxMoved } as const;
    const move = (row: VersionRow) => {
      if (row.folder !== inFolder(row, same.folder).folder && !hasNoFolder(row, same)) return row;
      const isLater =
        row.version >= same.version && runsSame(row.definition.run, same.definition.run);
      return withCode(inFolder(row, folder), isLater ? codeHash : undefined);
    };
    for (const { row } of (await versions.page(query)).items) {
      const moved = move(row);
      if (moved.folder !== row.folder || moved.codeHash !== row.codeHash)
        await changeRow(versions, { id: row.id }, move);
    }
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

/** Whether a version has this content; one of a release that kept no code has any code. */
function isEqual(row: VersionRow, { hash, codeHash }: Pick<VersionToStore, "hash" | "codeHash">) {
  return row.hash === hash && (row.codeHash ?? codeHash) === codeHash;
}

/** Returns a version with code, where it has none. */
function withCode(row: VersionRow, codeHash: string | undefined): VersionRow {
  return row.codeHash !== undefined || codeHash === undefined ? row : { ...row, codeHash };
}

/** Returns a version with the folder of a file, as its source names it. */
function inFolder(row: VersionRow, folder: string): VersionRow {
  return { ...row, folder: row.source === "folder" ? folder : folderOfCode(folder) };
}

/** Returns true for a version from the API that runs what a file does, and has no folder. */
function hasNoFolder(row: VersionRow, same: VersionRow): boolean {
  const isLost = row.source === "api" && row.folder === "";
  return isLost && runsSame(row.definition.run, same.definition.run);
}

function rowOf(
  { definition, hash, codeHash, folder, source, publishedBy }: VersionToStore,
  version: number,
  publishedAt: number,
): VersionRow {
  const { name } = definition;
  const id = `${name}@${version}`;
  const code = codeHash === undefined ? {} : { codeHash };
  return { id, name, version, hash, ...code, folder, source, publishedAt, publishedBy, definition };
}
