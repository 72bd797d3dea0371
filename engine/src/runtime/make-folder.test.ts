import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { makeFolder, makeHomeFolder } from "./make-folder.ts";

describe("making a folder", () => {
  const root = temporaryFolder();

  it("makes those above it too, all with its permissions, and takes one that is there", () => {
    const path = join(root.path(), "a/b/c");
    for (let time = 0; time < 2; time++) makeFolder(path, 0o700);
    for (const one of [path, join(root.path(), "a")])
      expect(statSync(one).mode & 0o777).to.equal(0o700);
  });

  it("says why it cannot", () => {
    const file = join(root.path(), "a-file");
    writeFileSync(file, "");
    expect(() => makeFolder(file)).to.throw("EEXIST");
    expect(() => makeFolder(join(file, "a/b"))).to.throw("ENOTDIR");
    // With `recursive`, Node's own call never returns from here.
    expect(() => makeFolder("/proc/no-such/a")).to.throw(/ENOENT|EROFS|EACCES/);
  });

  it("names FORMWORK_HOME also where a folder is there and cannot be used", () => {
    const path = join(root.path(), "closed");
    mkdirSync(path, { mode: 0o500 });
    const open = () => makeHomeFolder(path, 0o700);
    // Root may write everywhere.
    if (process.getuid?.() === 0) expect(open).to.not.throw();
    else expect(open).to.throw(/^FORMWORK_HOME .*EACCES/);
    expect(() => makeHomeFolder("/proc/no-such", 0o700)).to.throw(/^FORMWORK_HOME /);
  });
});
