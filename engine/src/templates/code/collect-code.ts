import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import type { FieldError } from "@formwork/contracts/problem";
import type { Run } from "@formwork/contracts/run";
import { candidatesOf, namedByRun, namedInText } from "./named-files.ts";
import {
  type CodeFile,
  isBelow,
  maxCodeBytes,
  maxCodeFiles,
  type TemplateCode,
} from "./template-code.ts";

type Place = { root: string; folder: string; run: Run };
/** Code with the stamps of its files by their paths, which tell later whether one has changed. */
export type CollectedCode = TemplateCode & { stamps: Map<string, string> };

/** Folders below one another that are looked into: a link may lead to a folder above it. */
const maxDepth = 12;
/** Entries of folders that are looked at before the folder is refused. */
const maxEntries = 20 * maxCodeFiles;

/**
 * Reads the files that a template needs to run. Those are all files of its folder, or, of one that
 * lies in the templates folder itself, the files it names; and what these name by a relative path,
 * as far as it lies in the templates folder. Left out are the template's own file, tests of
 * JavaScript, names that begin with a dot, and installed packages. Links are followed.
 */
export async function collectCode(
  place: Place,
): Promise<{ code: CollectedCode } | { errors: FieldError[] }> {
  const collector = createCollector(place);
  try {
    await collector.collect();
  } catch (error) {
    if (error instanceof TooMuch) return { errors: [fault(error.message)] };
    throw error;
  }
  return { code: collector.code() };
}

class TooMuch extends Error {}

function createCollector({ root, folder, run }: Place) {
  const files = new Map<string, CodeFile>();
  const stamps = new Map<string, string>();
  const open: CodeFile[] = [];
  let seen = 0;
  let total = 0;

  async function collect(): Promise<void> {
    if (folder === "") for (const name of namedByRun(run)) await addNamed(posix.join(folder, name));
    else await addFolder(folder, 0);
    for (let file = open.pop(); file !== undefined; file = open.pop())
      for (const name of namedInText(file.bytes))
        await addNamed(posix.join(posix.dirname(file.path), name));
  }

  async function addFolder(path: string, depth: number): Promise<void> {
    if (depth > maxDepth) return;
    for (const name of (await readdir(join(root, path))).sort()) {
      if (++seen > maxEntries) throw new TooMuch(tooMany(folder));
      if (!isLeftOut(name)) await add(posix.join(path, name), depth + 1);
    }
  }

  /** Adds what a path names, if that is a file of the templates folder, or a folder of no template. */
  async function addNamed(path: string): Promise<void> {
    const parts = path.split("/");
    if (path === "." || parts[0] === ".." || parts.some(isLeftOut)) return;
    for (const candidate of candidatesOf(path)) {
      if (files.has(candidate)) return;
      const found = await stat(join(root, candidate)).catch(() => null);
      if (found?.isFile()) return add(candidate, 0);
      if (!found?.isDirectory()) continue;
      const isOther = await stat(join(root, candidate, "template.json")).catch(() => null);
      if (isOther === null) await addFolder(candidate, parts.length);
      return;
    }
  }

  async function add(path: string, depth: number): Promise<void> {
    if (files.has(path)) return;
    const found = await stat(join(root, path)).catch(() => null);
    if (found?.isDirectory()) return addFolder(path, depth);
    if (!found?.isFile() || path === posix.join(folder, "template.json")) return;
    total += found.size;
    if (files.size === maxCodeFiles) throw new TooMuch(tooMany(folder));
    if (total > maxCodeBytes) throw new TooMuch(tooLarge(folder, largest(files, path, found.size)));
    const bytes = await readFile(join(root, path));
    const file = { path, executable: (found.mode & 0o111) !== 0, bytes };
    files.set(path, file);
    stamps.set(path, stampOf(found));
    open.push(file);
  }

  function code(): CollectedCode {
    const inOrder = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { folder, files: inOrder, stamps };
  }
  return { collect, code };
}

/** Returns what differs once a file has changed: its time of change and its size. */
export function stampOf({ mtimeMs, size }: { mtimeMs: number; size: number }): string {
  return `${mtimeMs} ${size}`;
}

/** Names of what is installed, made or hidden; a worker finds these beside the template. */
function isLeftOut(name: string): boolean {
  if (name === "." || name === "..") return false;
  return (
    /^\.|\.test\.[cm]?[jt]s$/.test(name) || ["node_modules", "__pycache__", "venv"].includes(name)
  );
}

function largest(
  files: ReadonlyMap<string, CodeFile>,
  path: string,
  size: number,
): { path: string; size: number } {
  let found = { path, size };
  for (const { path: other, bytes } of files.values())
    if (bytes.length > found.size) found = { path: other, size: bytes.length };
  return found;
}

function tooLarge(folder: string, { path, size }: { path: string; size: number }): string {
  const name = isBelow(folder, path) && folder !== "" ? path.slice(folder.length + 1) : path;
  return `is kept with each version, and the files of its folder are larger than ${megabytes(maxCodeBytes)} MB; the largest is ${name} (${megabytes(size)} MB). Put what is no code elsewhere, and name it by an absolute path`;
}

function tooMany(folder: string): string {
  return `is kept with each version, and the folder ${folder || "of templates"} has more than ${maxCodeFiles.toLocaleString("en")} files; put what is no code elsewhere, and name it by an absolute path`;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString("en", { maximumFractionDigits: 1 });
}

function fault(message: string): FieldError {
  return { pointer: "/run", message, keyword: "code" };
}
