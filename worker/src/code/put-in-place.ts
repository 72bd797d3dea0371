import { randomBytes } from "node:crypto";
import { lstatSync } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import type { CodeFile, TemplateCode } from "@formwork/engine/templates/code/template-code";
import { removeFolder } from "../remove-folder.ts";
import type { CodeLayout } from "./code-layout.ts";

/**
 * Makes a copy of code what it has to be: writes what is missing or was changed, and removes what is
 * not part of it. Workers that share the folder may do so at the same time.
 */
export async function putInPlace(
  { files }: TemplateCode,
  layout: CodeLayout,
  folder: string,
): Promise<void> {
  const spare = `${folder}.${randomBytes(4).toString("hex")}`;
  for (const path of inOrder(layout.folders)) await makeFolder(join(folder, path));
  await mkdir(spare, { recursive: true, mode: 0o700 });
  try {
    for (const file of files) {
      const path = join(folder, layout.files.get(file.path) ?? "");
      if (!(await isSame(path, file))) await place(file, { path, spare });
    }
    for (const [path, target] of layout.links) await link(join(folder, path), target, spare);
    for (const path of layout.folders) await removeOthers(folder, path, layout);
  } finally {
    await removeFolder(spare);
  }
}

/** Returns what changes when anything in the copy does; null where something is missing. */
export function stampOfCopy(layout: CodeLayout, folder: string): string | null {
  try {
    return [...layout.folders, ...layout.files.values(), ...layout.links.keys()]
      .map((path) => {
        const { ino, ctimeNs, mode } = lstatSync(join(folder, path), { bigint: true });
        return `${ino} ${ctimeNs} ${mode}`;
      })
      .join("\n");
  } catch {
    return null;
  }
}

/** The folders above come first. */
function inOrder(folders: ReadonlySet<string>): string[] {
  return [...folders].sort();
}

/** A folder that a job has closed is opened, so that what belongs into it can be put there. */
async function makeFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isDirectory() && (found.mode & 0o777) === folderMode) return;
  if (!found?.isDirectory()) {
    if (found !== null) await rm(path, { force: true });
    await mkdir(path, { recursive: true });
  }
  await chmod(path, folderMode);
}

const folderMode = 0o755;

function modeOf({ executable }: CodeFile): number {
  return executable ? 0o555 : 0o444;
}

async function isSame(path: string, file: CodeFile): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile() || found.nlink !== 1 || (found.mode & 0o777) !== modeOf(file)) return false;
  return found.size === file.bytes.length && (await readFile(path)).equals(file.bytes);
}

async function place(
  file: CodeFile,
  { path, spare }: { path: string; spare: string },
): Promise<void> {
  const made = join(spare, randomBytes(4).toString("hex"));
  await writeFile(made, file.bytes, { flag: "wx" });
  await chmod(made, modeOf(file));
  await moveTo(made, path);
}

async function link(path: string, target: string, spare: string): Promise<void> {
  const found = await readlink(path).catch(() => null);
  if (found === target) return;
  const made = join(spare, randomBytes(4).toString("hex"));
  await symlink(target, made);
  await moveTo(made, path);
}

/** A folder in the way is removed first. */
async function moveTo(made: string, path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isDirectory()) await removeFolder(path);
  await rename(made, path);
}

async function removeOthers(folder: string, path: string, layout: CodeLayout): Promise<void> {
  const known = new Set([...layout.folders, ...layout.files.values(), ...layout.links.keys()]);
  for (const name of await readdir(join(folder, path)))
    if (!known.has(join(path, name))) await removeFolder(join(folder, path, name));
}
