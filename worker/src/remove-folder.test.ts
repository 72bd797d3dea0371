import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { removeFolder } from "./remove-folder.ts";

describe("removeFolder", () => {
  const folder = temporaryFolder();

  // Of root the system asks no permissions: there this shows nothing.
  it("removes folders that nobody may write to or read", async () => {
    const path = join(folder.path(), "attempt");
    await mkdir(join(path, "go/pkg/mod"), { recursive: true });
    await mkdir(join(path, "closed/inner"), { recursive: true });
    await writeFile(join(path, "go/pkg/mod/go.mod"), "module a");
    for (const [name, mode] of [
      ["go/pkg/mod", 0o555],
      ["go/pkg", 0o555],
      ["closed/inner", 0],
      ["closed", 0],
    ] as const)
      await chmod(join(path, name), mode);
    await removeFolder(path);
    expect(await readdir(folder.path())).to.deep.equal([]);
  });

  it("removes a link and not what it leads to", async () => {
    await mkdir(join(folder.path(), "kept"));
    await symlink("kept", join(folder.path(), "link"));
    await removeFolder(join(folder.path(), "link"));
    await removeFolder(join(folder.path(), "nothing"));
    expect(await readdir(folder.path())).to.deep.equal(["kept"]);
  });
});
