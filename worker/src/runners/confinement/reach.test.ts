import { chmod, mkdir, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { isReachable, reachableFolder } from "./reach.ts";

describe("a folder for the files of jobs", () => {
  const top = temporaryFolder();

  it("is within the installation where others can pass, and shows them nothing of it", async () => {
    await chmod(top.path(), 0o755);
    const home = join(top.path(), "home");
    await mkdir(join(home, "etc"), { recursive: true, mode: 0o700 });
    await chmod(home, 0o700);
    expect(reachableFolder(join(home, "tmp"))).to.equal(join(home, "tmp"));
    expect(isReachable(join(home, "tmp"))).to.equal(true);
    expect(((await stat(home)).mode & 0o077).toString(8)).to.equal("1");
    expect(isReachable(join(home, "etc"))).to.equal(false);
  });

  it("is one of the system's where the folders above are closed", async () => {
    const tmp = join(top.path(), "home", "tmp"); // the temporary folder is closed
    const found = reachableFolder(tmp);
    expect(found).to.match(/formwork-[0-9a-f]{12}$/);
    expect(isReachable(found ?? "")).to.equal(true);
    expect(((await stat(found ?? "")).mode & 0o066).toString(8)).to.equal("0");
    expect(reachableFolder(tmp)).to.equal(found);
    await rmdir(found ?? "");
  });

  it("is none that another user has made", () => {
    expect(isReachable("/no/such/folder")).to.equal(false);
  });
});
