import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { chown, type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { removeFolder } from "../../remove-folder.ts";
import type { Confinement } from "../confinement/confinement.ts";
import type { JobUser } from "../confinement/user-pool.ts";

/**
 * The folder of one attempt: an empty working folder, and the files to which a program writes its
 * result and progress.
 */
export type AttemptFolder = {
  path: string;
  work: string;
  result: string;
  progress: string;
  /** Who the attempt runs as; null for the worker's own user. */
  user: JobUser | null;
  /** Whether this user can enter a folder. */
  reaches: (folder: string) => boolean;
  /** Removes it, and gives its user back; `isClear` tells that none of its processes is left. */
  remove: (isClear: boolean) => Promise<void>;
};

/**
 * Creates a folder of its own in `tmpFolder`, which belongs to the user that the attempt gets. Short,
 * since sockets in it have paths of 108 bytes.
 */
export async function makeAttemptFolder({
  tmpFolder,
  confinement,
}: {
  tmpFolder: string;
  confinement: Confinement;
}): Promise<AttemptFolder> {
  const path = join(tmpFolder, randomBytes(6).toString("hex"));
  const work = join(path, "work");
  const user = await confinement.takeUser();
  try {
    await mkdir(work, { recursive: true, mode: 0o700 });
    if (user !== null) for (const folder of [work, path]) await chown(folder, user.uid, user.gid);
  } catch (error) {
    confinement.giveBack(user, true);
    throw error;
  }
  return {
    path,
    work,
    result: join(path, "result.json"),
    progress: join(path, "progress"),
    user,
    reaches: confinement.reaches,
    remove: (isClear) => removeFolder(path).finally(() => confinement.giveBack(user, isClear)),
  };
}

/**
 * Reads at most `limit` bytes from `position` of a file that a program may have created. Returns
 * null where there is none, and for a link, a pipe or a device, which could lead to another file or
 * never end. `owner` is who has to own it: another's file may have been linked there.
 */
export async function readChunk(
  file: string,
  position: number,
  limit: number,
  owner?: number,
): Promise<Buffer | null> {
  const handle = await openRegular(file, owner);
  if (handle === null) return null;
  try {
    const length = Math.min(limit, Math.max(0, (await handle.stat()).size - position));
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Reads what follows `position` in such a file, and of more than `limit` bytes the last ones; `from`
 * is where the bytes were read. Returns null where `readChunk` does.
 */
export async function readEnd(
  file: string,
  position: number,
  limit: number,
): Promise<{ from: number; bytes: Buffer } | null> {
  const handle = await openRegular(file);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const from = Math.max(position, size - limit);
    const length = Math.max(0, size - from);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
    return { from, bytes: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

async function openRegular(file: string, owner?: number): Promise<FileHandle | null> {
  try {
    const handle = await open(
      file,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    const found = await handle.stat();
    if (found.isFile() && (owner === undefined || found.uid === owner)) return handle;
    await handle.close();
  } catch {
    // The file does not exist or is a link.
  }
  return null;
}
