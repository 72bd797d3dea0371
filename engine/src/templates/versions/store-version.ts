import type { TemplateDefinition } from "@formwork/contracts/template";
import { v7 as newId } from "uuid";
import { heldEvents, withEvents } from "../../announcements/unsent-events.ts";
import { fail } from "../../errors.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { templateEvent } from "../template-event.ts";
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
  /** The newest version that there has to be still, 0 for none; any unless told. */
  expectedVersion?: number | undefined;
  /** Trace context of the request, for the event. */
  traceparent?: string | null;
};

/** `isNews` where the row of the name got an event: of this version, or of one that it moved. */
type Stored = { template: StoredTemplate; created: boolean; isNews: boolean };
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
      requireExpected(wanted, template);
      const same = await sameContent(wanted, template);
      if (same !== undefined) return { ...(await keep(same, wanted)), created: false };
      const next = rowOf(wanted, (template?.newest.version ?? 0) + 1, clock.now());
      const { outcome } = await versions.insert({ row: next });
      const stored = outcome === "stored" ? next : (await versions.get({ id: next.id }))?.row;
      const isOwn = outcome === "stored";
      const { traceparent = null } = wanted;
      if (stored !== undefined)
        await moveTo(stored, { isOwn, traceparent: isOwn ? traceparent : null });
      if (isOwn) return { template: templateOf(next, false), created: true, isNews: true };
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
    { source, folder: given, codeHash, isUnchanged, traceparent = null }: VersionToStore,
  ): Promise<Omit<Stored, "created">> {
    const { name } = same;
    if (source === "api") {
      const { isNews } = await restore(name, ({ archived }) => archived, traceparent);
      return { template: templateOf(same, false), isNews };
    }
    // A file that did not move leaves its version where another scheduler has that content.
    const folder = isUnchanged && same.source === "folder" ? same.folder : given;
    const moved = withCode(inFolder(same, folder), codeHash);
    // The folder is read at every start, so an unchanged file does not restore what was archived,
    // unless it was because the file was gone.
    const restored = await restore(name, ({ gone }) => gone === true, traceparent);
    const { row: template } = restored;
    const isMade = template === null && (await moveTo(moved, { isOwn: false, traceparent }));
    const isMoved = same.folder !== moved.folder || hasNoFolder(template?.newest ?? moved, same);
    if (isMoved || same.codeHash !== moved.codeHash) await moveFile(same, { folder, codeHash });
    return {
      template: templateOf(moved, template?.archived === true),
      isNews: restored.isNews || isMade,
    };
  }

  /** Takes a name out of the archive where `when` says so; returns its row as it is then. */
  async function restore(
    name: string,
    when: (row: TemplateRow) => boolean,
    traceparent: string | null,
  ): Promise<{ row: TemplateRow | null; isNews: boolean }> {
    let isNews = false;
    const restored = await changeRow(templates, { name }, (row) => {
      isNews = when(row);
      if (!isNews) return null;
      const now = clock.now();
      const event = templateEvent(row.newest, {
        ...{ type: "template.published", id: newId(), traceparent, now },
      });
      return withEvents({ ...row, archived: false, gone: false }, [event], { now });
    });
    return { row: restored, isNews };
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

  /**
   * Makes a version the newest of its name, unless a later one is, and says so. Its publisher says so
   * in any case; its event has one id, whoever makes it. True where the row got the event.
   */
  async function moveTo(
    version: VersionRow,
    { isOwn, traceparent }: { isOwn: boolean; traceparent: string | null },
  ): Promise<boolean> {
    const { id, name } = version;
    const now = clock.now();
    const event = templateEvent(version, { type: "template.published", id, traceparent, now });
    const row = templateRowOf(version);
    const said = (next: TemplateRow) => withEvents(next, [event], { now });
    if ((await templates.insert({ row: said(row) })).outcome === "stored") return true;
    let isNews = false;
    await changeRow(templates, { name }, (found) => {
      const isLater = found.newest.version > version.version;
      isNews = found.newest.version < version.version || (isOwn && isLater);
      if (!isNews) return null;
      return said(isLater ? found : { ...row, ...heldEvents(found) });
    });
    return isNews;
  }
  return storeVersion;
}

/** Fails with `not-as-expected` where another version is the newest than the publisher expects. */
function requireExpected(
  { expectedVersion, definition: { name } }: VersionToStore,
  template: TemplateRow | undefined,
): void {
  const version = template?.newest.version ?? 0;
  if (version !== (expectedVersion ?? version))
    fail("not-as-expected", `Template ${name} was published meanwhile; read it again`);
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
