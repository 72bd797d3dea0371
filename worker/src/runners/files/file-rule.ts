import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, sep } from "node:path";

/** Which files jobs may name: those below `allowed`, and none in `closed` or above it. */
export type FileFolders = {
  /** The folders of FORMWORK_FILES. */
  allowed: readonly string[];
  /** Folders of Formwork itself, which no job gets whatever is allowed. */
  closed: readonly string[];
};

/**
 * Returns why a job may not use a path, or null where it may. What counts is where it leads once all
 * links are followed. A file that does not exist yet is judged by the folder that it would be in.
 */
export async function fileFault(
  path: string,
  { allowed, closed }: FileFolders,
): Promise<string | null> {
  if (allowed.length === 0)
    return `This worker lets jobs use no files. Its operator starts it with FORMWORK_FILES=${path} or another list of folders to allow them`;
  if (!isAbsolute(path)) return `${path} has to be an absolute path`;
  if (path.includes("\0") || path.split(sep).includes(".."))
    return `${path} may not hold ".." or a NUL character`;
  const elsewhere = `${path} lies in no folder that jobs may use on this worker (FORMWORK_FILES)`;
  const real = await whereItLeads(path);
  // Of what lies elsewhere nothing is told, not even whether it is there.
  if (real === null)
    return allowed.some((folder) => isWithin(folder, path))
      ? `There is no folder ${dirname(path)} on this worker`
      : elsewhere;
  const isOpen = (await realFolders(allowed)).some((folder) => isWithin(folder, real));
  const ours = await realFolders(closed);
  const isOurs = ours.some((folder) => isWithin(folder, real) || isWithin(real, folder));
  return isOpen && !isOurs ? null : elsewhere;
}

/** Null where the folder does not exist, and for a link that leads to nothing yet. */
async function whereItLeads(path: string): Promise<string | null> {
  const found = await lstat(path).catch(() => null);
  if (found !== null) return realpath(path).catch(() => null);
  const folder = await realpath(dirname(path)).catch(() => null);
  return folder === null ? null : join(folder, basename(path));
}

/** A folder that does not exist allows nothing. */
async function realFolders(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
  return found.filter((folder) => folder !== null);
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
