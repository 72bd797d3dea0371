import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder below the system's folder for temporary files. */
export type TemporaryFolder = { path: string; remove: () => Promise<void> };

/** Makes an empty folder. `remove` deletes it, and waits for processes that still write into it. */
export async function aTemporaryFolder(): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "formwork-test-")));
  return {
    path,
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** Makes an empty folder before each test of a suite and removes it after the test. */
export function temporaryFolder(): { path: () => string } {
  let folder: TemporaryFolder | undefined;
  beforeEach(async () => {
    folder = await aTemporaryFolder();
  });
  afterEach(() => folder?.remove());
  return { path: () => folder?.path ?? "" };
}
