import { glob, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";

export type Wanted = {
  folder: string;
  patterns: string[];
  exclude: string[];
  only?: { changedSince?: string; megabytes?: number };
};
export type Found = { path: string; bytes: number };

/** Files that a job may match. More would make its result too large to read. */
const maxFiles = 5000;

/** Finds the files that match, sorted by path. Paths are relative to the folder. */
export async function findFiles(wanted: Wanted, signal: AbortSignal): Promise<Found[]> {
  const { folder, patterns, exclude, only } = wanted;
  const isFolder = await stat(folder).then(
    (it) => it.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Error(`There is no folder ${folder} on this worker`);
  const found = new Map<string, Found>();
  for await (const entry of glob(patterns, { cwd: folder, exclude, withFileTypes: true })) {
    signal.throwIfAborted();
    if (!entry.isFile()) continue;
    const file = await inspect(join(entry.parentPath, entry.name), folder, only);
    if (file) found.set(file.path, file);
    if (found.size > maxFiles)
      throw new Error(`More than ${maxFiles} files match: narrow the patterns down`);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A folder in a pattern may be a link; what it leads to is not below the folder. */
async function inspect(
  file: string,
  folder: string,
  only: Wanted["only"] = {},
): Promise<Found | undefined> {
  const path = relative(folder, file);
  const real = relative(await realpath(folder), await realpath(file));
  if (path.startsWith("../") || real.startsWith("../"))
    throw new Error(`A pattern leads out of ${folder}: ${path}`);
  const { size, mtimeMs } = await stat(file);
  const tooOld = only.changedSince !== undefined && mtimeMs < Date.parse(only.changedSince);
  const tooLarge = only.megabytes !== undefined && size > only.megabytes * 1e6;
  return tooOld || tooLarge ? undefined : { path, bytes: size };
}
