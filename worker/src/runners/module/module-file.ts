import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleRun } from "@formwork/contracts/template";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Assignment } from "@formwork/engine/work/work";

/** A handler's file. `stamp` changes with any code beside it. */
export type ModuleFile = { url: string; folder: string; stamp: string };
export type LocateModule = (
  run: ModuleRun,
  template: Assignment["template"],
) => Promise<ModuleFile | { fault: string }>;

/** How long an answer is believed, so that a burst of jobs does not read the folder each time. */
const freshMs = 1000;

/** Finds modules: inside their template's folder only, links followed before that is checked. */
export function createModuleLocator({
  templatesFolder,
  clock,
}: {
  templatesFolder: string;
  clock: Clock;
}): LocateModule {
  const known = new Map<string, { at: number; file: ReturnType<typeof locate> }>();
  return (run, template) => {
    if (template.source === "api")
      return Promise.resolve({
        fault: "A template published over the API has no folder, so it cannot name a module",
      });
    const folder = resolve(templatesFolder, template.folder);
    const path = resolve(folder, run.file);
    const last = known.get(path);
    if (last !== undefined && clock.monotonic() - last.at < freshMs) return last.file;
    const file = locate(folder, path);
    known.set(path, { at: clock.monotonic(), file });
    return file;
  };
}

async function locate(folder: string, path: string): Promise<ModuleFile | { fault: string }> {
  try {
    const [home, file] = await Promise.all([realpath(folder), realpath(path)]);
    if (!file.startsWith(home + sep))
      return { fault: `The module ${path} lies outside its template's folder` };
    return {
      url: pathToFileURL(file).href,
      folder: dirname(file),
      stamp: await stampOf(dirname(file)),
    };
  } catch (error) {
    return { fault: `The module ${path} cannot be read: ${String(error)}` };
  }
}

async function stampOf(folder: string): Promise<string> {
  const names = (await readdir(folder))
    .filter((name) => /\.(?:[cm]?[jt]s|json)$/.test(name))
    .sort();
  const times = await Promise.all(
    names.map(async (name) => `${name}:${(await stat(join(folder, name))).mtimeMs}`),
  );
  return times.join();
}
