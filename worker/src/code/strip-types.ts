import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { spawnThread } from "@formwork/engine/runtime/spawn-thread";
import { removeFolder } from "../remove-folder.ts";

/** A file of TypeScript, and where it goes without its types. */
export type StripTask = { from: string; to: string };

/** A copy of code, by the form of its name. */
const copy = /^(.*\/code\/[0-9a-f]{24}-[0-9a-f]{8})(\/.*\.m?ts)$/;
const suffix = ".stripped";
/** Returns where a file of a copy of code is kept without its types; null for any other file. */
export function strippedFile(path: string): string | null {
  const [, folder, rest = ""] = copy.exec(path) ?? [];
  return folder === undefined ? null : folder + suffix + rest;
}

/** Returns the folder of such files beside a copy. */
export function strippedFolder(folder: string): string {
  return folder + suffix;
}

/**
 * Keeps the TypeScript of a copy without its types, for good: a process that runs one attempt would
 * load the compiler for it each time, which takes 40 ms. Only for copies that no job can write to.
 * Without them, jobs run all the same.
 */
export async function stripTypes(folder: string, files: readonly string[]): Promise<void> {
  const kept = strippedFolder(folder);
  const spare = `${kept}.${randomBytes(4).toString("hex")}`;
  const tasks = files
    .filter((file) => strippedFile(join(folder, file)) !== null)
    .map((file): StripTask => ({ from: join(folder, file), to: join(spare, file) }));
  if (tasks.length === 0 || existsSync(kept)) return;
  await mkdir(spare, { mode: 0o755 });
  const thread = spawnThread(new URL("./strip-thread.ts", import.meta.url), { workerData: tasks });
  try {
    await once(thread, "message");
    await rename(spare, kept);
  } catch {
    await removeFolder(spare); // Another worker was first, or the thread ended.
  } finally {
    await thread.terminate();
  }
}
