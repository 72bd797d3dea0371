import { isAbsolute } from "node:path";
import type { FieldError } from "@formwork/contracts/problem";
import type { Run } from "@formwork/contracts/run";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { StoredTemplate } from "./template-tables.ts";

/**
 * Returns where a version that is published over the API finds its code: the folder, and the kept
 * code, of the newest version from the folder that runs the same. `.` is the templates folder
 * itself; undefined stands for none.
 */
export function keptFolder(
  run: Run,
  fromFolder: readonly Pick<StoredTemplate, "run" | "folder" | "codeHash">[],
): { folder: string; codeHash?: string } | undefined {
  const same = fromFolder.find((version) => runsSame(run, version.run));
  if (same === undefined) return undefined;
  const folder = folderOfCode(same.folder);
  const { codeHash } = same;
  return codeHash === undefined ? { folder } : { folder, codeHash };
}

/** Returns the folder of a file's code as versions from the API name it. */
export function folderOfCode(folder: string): string {
  return folder === "" ? "." : folder;
}

/** A module runs one file of its folder; of a command only the arguments may have changed. */
export function runsSame(run: Run, other: Run): boolean {
  if (run.kind === "module")
    return other.kind === "module" && plain(run.file) === plain(other.file);
  return run.kind === other.kind;
}

function plain(file: string): string {
  return file.replace(/^\.\//, "");
}

/** Returns what of a run cannot be found without a folder beside the template. */
export function missingFolderFaults(run: Run): FieldError[] {
  if (run.kind === "module")
    return [
      fault(
        "/run/file",
        "is a module, and modules need a folder: put the template into the templates folder",
      ),
    ];
  const pointer = needsFolder(run);
  return pointer === undefined
    ? []
    : [
        fault(
          pointer,
          "is looked for in the template's folder, and this template has none: put it into the templates folder, or name an absolute path",
        ),
      ];
}

/** Returns the pointer of the first part of a run that is found in the template's folder. */
export function needsFolder(run: Run): string | undefined {
  if (run.kind === "command") {
    const [program] = run.argv;
    if (typeof program === "string" && program.includes("/") && isRelative(program))
      return "/run/argv/0";
    if (run.cwd !== undefined && isRelative(run.cwd)) return "/run/cwd";
  }
  return placeOfFolder(run, "/run");
}

function isRelative(path: string): boolean {
  return !isAbsolute(path) && !path.startsWith("{{");
}

function placeOfFolder(value: unknown, pointer: string): string | undefined {
  if (typeof value === "string")
    return /\{\{\s*template\.folder\b/.test(value) ? pointer : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = placeOfFolder(inner, childPointer(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

function fault(pointer: string, message: string): FieldError {
  return { pointer, message, keyword: "folder" };
}
