import { realpath } from "node:fs/promises";
import { hostname } from "node:os";
import type { Clock } from "../../runtime/clock.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { PublishVersion } from "../publish-version.ts";
import { type FileFaults, toFaults } from "./folder-faults.ts";
import type { FolderRow, KnownFile } from "./folder-table.ts";
import { publishFiles } from "./publish-files.ts";
import { readTemplateFiles, type TemplateFile } from "./template-files.ts";

export type ReadFolderDeps = {
  folders: Table<FolderRow>;
  publish: PublishVersion;
  /** Archives the template of a file that is gone; false where it is not to be. */
  archiveGone: (name: string) => Promise<boolean>;
  clock: Pick<Clock, "now">;
};

/** Folders that are looked through; each scheduler has one. */
const maxFolders = 200;
/** A folder that nobody has read for so long holds no template, in milliseconds: 90 days. */
const forgottenMs = 90 * 86_400_000;

/** Returns what names a folder among those of all schedulers: the host, and the path there. */
export async function sourceOf(root: string): Promise<string> {
  return `${hostname()}:${await realpath(root).catch(() => root)}`;
}

/**
 * Reads a folder: publishes its files, archives the templates whose files are gone since the last
 * reading, and stores what was read. Returns the files that were left out, and the stamps of the code
 * beside the others.
 */
export async function readFolder(
  root: string,
  deps: ReadFolderDeps,
): Promise<{ left: FileFaults[]; stamps: Map<string, string> }> {
  const source = await sourceOf(root);
  const before = (await deps.folders.get({ source }))?.row;
  const known = before?.files ?? [];
  const found = await readTemplateFiles(root);
  const reading = await publishFiles(found, known, deps.publish);
  // A folder without any template is rather one that was not mounted.
  const isEmpty = reading.files.length === 0;
  const gone = isEmpty ? [] : await archiveGone(source, withoutFile(known, reading.files), deps);
  const left = [...reading.left, ...gone, ...(isEmpty && known.length > 0 ? [noFiles] : [])];
  const now = deps.clock.now();
  await save(deps.folders, {
    ...{ source, readAt: now, files: isEmpty ? known : reading.files },
    faults: toFaults(left, { before: before?.faults ?? [], now: new Date(now).toISOString() }),
  });
  return { left, stamps: stampsOf(found) };
}

function stampsOf(found: readonly TemplateFile[]): Map<string, string> {
  return new Map(found.flatMap((file) => ("code" in file ? [...(file.code?.stamps ?? [])] : [])));
}

function withoutFile(known: readonly KnownFile[], files: readonly KnownFile[]): KnownFile[] {
  return known.filter(({ name }) => !files.some((file) => file.name === name));
}

/** Archives templates of which no folder has a file any more. */
async function archiveGone(
  source: string,
  lost: readonly KnownFile[],
  { folders, archiveGone, clock }: ReadFolderDeps,
): Promise<FileFaults[]> {
  if (lost.length === 0) return [];
  const held = await namesOfOthers(folders, source, clock.now());
  const gone: FileFaults[] = [];
  for (const { name, file } of lost)
    if (!held.has(name) && (await archiveGone(name))) gone.push({ file, name, errors: [isGone] });
  return gone;
}

async function namesOfOthers(
  folders: Table<FolderRow>,
  source: string,
  now: number,
): Promise<Set<string>> {
  const names = new Set<string>();
  for (const { row } of (await folders.page({ limit: maxFolders })).items) {
    if (row.source === source) continue;
    if (row.readAt < now - forgottenMs) await folders.remove({ key: row.source });
    else for (const { name } of row.files) names.add(name);
  }
  return names;
}

async function save(folders: Table<FolderRow>, row: FolderRow): Promise<void> {
  const { outcome } = await folders.insert({ row });
  if (outcome !== "stored") await changeRow(folders, { source: row.source }, () => row);
}

const isGone = {
  pointer: "",
  message: "is gone, so its template was archived; it comes back with the file",
  keyword: "gone",
};
const noFiles: FileFaults = {
  ...{ file: "", name: null },
  errors: [
    {
      pointer: "",
      message:
        "the folder has no templates any more; those it had were kept, in case it is not mounted",
      keyword: "empty",
    },
  ],
};
