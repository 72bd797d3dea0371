import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, statSync } from "node:fs";
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
