import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleRun } from "@formwork/contracts/run";
import type { Assignment } from "@formwork/engine/work/work";

/**
 * Finds the file of a handler in the folder of its template: its URL, or why there is none. It
 * follows links first, and finds a module only inside of that folder.
 */
export function locateModule(
  run: ModuleRun,
  folder: string,
): Promise<{ url: string } | { fault: string }> {
  return locate(folder, resolve(folder, run.file));
}

/** Returns why a version can have no module; null where it can. */
export function lacksFolder({ source, folder }: Assignment["template"]): string | null {
  return source === "api" && folder === ""
    ? "This version was published over the API without a folder, so it cannot name a module"
    : null;
}

async function locate(folder: string, path: string): Promise<{ url: string } | { fault: string }> {
  try {
    const [home, file] = await Promise.all([realpath(folder), realpath(path)]);
    if (!file.startsWith(home + sep))
      return { fault: `The module ${path} lies outside its template's folder` };
    return { url: pathToFileURL(file).href };
  } catch (error) {
    return { fault: `The module ${path} cannot be read: ${String(error)}` };
  }
}
