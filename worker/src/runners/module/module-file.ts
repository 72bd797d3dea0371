import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ModuleRun } from "@formwork/contracts/run";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Assignment } from "@formwork/engine/work/work";
import { LRUCache } from "lru-cache";

/** The file of a handler. `stamp` changes when any code in its folder does. */
export type ModuleFile = { url: string; folder: string; stamp: string };
export type LocateModule = (
  run: ModuleRun,
  template: Assignment["template"],
) => Promise<ModuleFile | { fault: string }>;

/** Time for which a located file is reused, so that a burst of jobs reads its folder once. */
const cacheMs = 1000;
const maxCached = 1000;

/**
 * Creates the locator of modules. It follows links first, and finds a module only inside its
 * template's folder.
 */
export function createModuleLocator({
  templatesFolder,
  clock,
}: {
  templatesFolder: string;
  clock: Clock;
}): LocateModule {
  const located = new LRUCache<string, ReturnType<typeof locate>>({
    max: maxCached,
    ttl: cacheMs,
    ttlResolution: 0,
    perf: { now: clock.monotonic },
  });
  return (run, template) => {
    if (template.source === "api")
      return Promise.resolve({
        fault: "A template published over the API has no folder, so it cannot name a module",
      });
    const folder = resolve(templatesFolder, template.folder);
    const path = resolve(folder, run.file);
    const cached = located.get(path);
    if (cached !== undefined) return cached;
    const file = locate(folder, path);
    located.set(path, file);
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
