import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fatal, fullFolder } from "../runner.ts";

/** Watches how much an attempt has written to its folder. */
export type FolderQuota = {
  /** Aborted with the cause of the attempt, or once the folder holds more than it may. */
  signal: AbortSignal;
  /** Ends the watch; returns the failure of an attempt that has written too much. */
  stop: () => ReturnType<typeof fatal> | null;
};

/** Time between two looks at a folder, in milliseconds; meanwhile a job may write more than it may. */
const lookMs = 500;
/** Files and folders that are counted in one look: of a folder with more, the rest is not. */
const maxEntries = 50_000;

/** Watches a folder until it is stopped. Without a limit nothing is looked at. */
export function watchFolder(
  path: string,
  maxBytes: number | undefined,
  signal: AbortSignal,
): FolderQuota {
  if (maxBytes === undefined) return { signal, stop: () => null };
  const full = new AbortController();
  const stopped = new AbortController();
  void look();
  async function look() {
    for (;;) {
      await delay(lookMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      if ((await sizeOfFolder(path, maxBytes ?? 0)) > (maxBytes ?? 0)) full.abort(fullFolder);
      if (full.signal.aborted) return;
    }
  }
  return {
    signal: AbortSignal.any([signal, full.signal]),
    stop() {
      stopped.abort();
      return full.signal.aborted
        ? fatal("disk", `It has written more than ${megabytes(maxBytes)} MB to its folder`)
        : null;
    },
  };
}

/** Returns what a folder takes on the disk, in bytes; looks no further once it is more than `max`. */
export async function sizeOfFolder(path: string, max: number): Promise<number> {
  let size = 0;
  let seen = 0;
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop())
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (size > max || ++seen > maxEntries) return size;
      const one = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(one);
      // Blocks of 512 bytes: a file with holes takes less than its length.
      size += ((await lstat(one).catch(() => null))?.blocks ?? 0) * 512;
    }
  return size;
}

function megabytes(bytes: number): string {
  return Math.round(bytes / 1024 / 1024).toLocaleString("en");
}
