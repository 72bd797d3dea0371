import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder for each test of a suite, removed after it. */
export function temporaryFolder(): { path: () => string } {
  let folder = "";
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "formwork-test-")));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return { path: () => folder };
}
