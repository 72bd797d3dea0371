import { chmod, lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Removes a file, or a folder with all that it holds; does nothing where there is none. Folders in it
 * that their owner cannot write to, such as Go makes them for its modules, are opened first.
 */
export async function removeFolder(path: string): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 3 });
  await remove().catch(async () => {
    await openFolders(path);
    await remove();
  });
}

/** Lets the owner write to a folder and to those in it. What it cannot open is passed over. */
async function openFolders(path: string): Promise<void> {
  const isFolder = (await lstat(path).catch(() => null))?.isDirectory() ?? false;
  const folders = isFolder ? [path] : [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    await chmod(folder, 0o700).catch(() => undefined);
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
  }
}
