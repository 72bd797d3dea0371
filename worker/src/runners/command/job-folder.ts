import { constants } from "node:fs";
import { type FileHandle, mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * The folder of one attempt: a fresh working folder, and beside it the files by which a program
 * answers.
 */
export type JobFolder = {
  work: string;
  result: string;
  progress: string;
  remove: () => Promise<void>;
};

/** Makes the folder below `tmpFolder`. */
export async function makeJobFolder(tmpFolder: string, jobId: string): Promise<JobFolder> {
  await mkdir(tmpFolder, { recursive: true });
  const folder = await mkdtemp(join(tmpFolder, `job-${jobId.replace(/[^\w-]/g, "_")}-`));
  const work = join(folder, "work");
  await mkdir(work);
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return { work, result: join(folder, "result.json"), progress: join(folder, "progress"), remove };
}

/**
 * Reads at most `limit` bytes from `position` of a file that a job may have made; null where there
 * is none. A link, a pipe or a device in its place is not opened: it could lead elsewhere or never
 * end.
 */
export async function readPart(
  file: string,
  position: number,
  limit: number,
): Promise<Buffer | null> {
  const handle = await openRegular(file);
  if (handle === null) return null;
  try {
    const length = Math.min(limit, Math.max(0, (await handle.stat()).size - position));
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function openRegular(file: string): Promise<FileHandle | null> {
  try {
    const handle = await open(
      file,
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch {
    // Not there, or a link: nothing was answered.
  }
  return null;
}
