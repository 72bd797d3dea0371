import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Others may pass through a folder with this bit, without seeing what it holds. */
const passOthers = 0o001;
/** The mode of a folder that others may pass through, and that its owner alone sees. */
const passage = 0o711;

/** Returns whether others may pass through a folder and all those above it. */
export function isReachable(folder: string): boolean {
  const path = resolve(folder);
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? { mode: 0 };
  return (mode & passOthers) !== 0 && (path === "/" || isReachable(dirname(path)));
}

/**
 * Returns a folder with the topmost of those above it that others may not enter, or nothing where they
 * can reach it. A path that does not exist is nothing that they need.
 */
export function whatIsClosed(path: string): { folder: string; below: string }[] {
  const folder = realFolder(path);
  if (folder === null || isReachable(folder)) return [];
  let below = folder;
  for (let at = dirname(folder); at !== "/"; at = dirname(at)) if (!isReachable(at)) below = at;
  return [{ folder, below }];
}

function realFolder(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/**
 * Returns a folder for the files of jobs that run as users of their own, who have to get to it:
 * `tmp`, where the folders above that of this installation let others pass, else one of the same
 * name in a folder of the system for temporary files. Null where there is none.
 */
export function reachableFolder(tmp: string): string | null {
  for (const path of [dirname(tmp), tmp]) openPassage(path);
  if (isReachable(tmp)) return tmp;
  const name = `formwork-${createHash("sha256").update(tmp).digest("hex").slice(0, 12)}`;
  for (const system of ["/var/tmp", tmpdir()]) {
    const path = join(system, name);
    if (isReachable(system) && openPassage(path)) return path;
  }
  return null;
}

/** Makes a folder, or opens one of this process's user; returns whether others may pass then. */
function openPassage(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: passage });
    const found = lstatSync(path);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    if ((found.mode & passOthers) === 0) chmodSync(path, found.mode | passOthers);
    return true;
  } catch {
    return false;
  }
}
