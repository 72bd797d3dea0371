import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleRun } from "@formwork/contracts/run";
import type { Assignment } from "@formwork/engine/work/work";

/** Finds the file of a handler: its URL, or why there is none. */
export type LocateModule = (
  run: ModuleRun,
  template: Assignment["template"],
) => Promise<{ url: string } | { fault: string }>;

/**
 * Creates the locator of modules. It follows links first, and finds a module only inside its
 * template's folder.
 */
export function createModuleLocator({
  templatesFolder,
}: {
  templatesFolder: string;
}): LocateModule {
  return async (run, template) => {
    if (template.source === "api" && template.folder === "")
      return {
        fault:
          "This version was published over the API without a folder, so it cannot name a module",
      };
    const folder = resolve(templatesFolder, template.folder);
    return locate(folder, resolve(folder, run.file));
  };
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
