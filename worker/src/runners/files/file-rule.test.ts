import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { fileFault } from "./file-rule.ts";

describe("the files that jobs may use", () => {
  const top = temporaryFolder();
  const at = (path: string) => join(top.path(), path);
  const fault = (path: string, allowed = [at("data")]) =>
    fileFault(path, { allowed, closed: [at("home"), at("data/templates")] });

  beforeEach(async () => {
    for (const folder of ["data/deep", "data/templates", "data-2", "home/etc", "other"])
      await mkdir(at(folder), { recursive: true });
    for (const file of ["data/a.csv", "home/etc/secret", "other/b.csv"])
      await writeFile(at(file), "x");
  });

  it("lie below a folder that the operator names, whether they exist or not", async () => {
    for (const path of ["data/deep", "data/a.csv", "data/new.json", "data/deep/", "data//deep/./x"])
      expect(await fault(at(path)), path).to.equal(null);
    expect(await fault(at("other/b.csv"), ["/no/such", at("other")])).to.equal(null);
    expect(await fault("/etc/hostname", ["/"])).to.equal(null);
  });

  it("are none where no folder is named", async () => {
    expect(await fault(at("data/a.csv"), [])).to.contain("FORMWORK_FILES");
  });

  it("do not lie elsewhere", async () => {
    for (const path of ["other/b.csv", "data-2", "data-2/x", "home/etc/secret", "data.csv", ""])
      expect(await fault(at(path)), path).to.contain("no folder that jobs may use");
    for (const path of ["data/a.csv", "../etc/passwd", "~/x"])
      expect(await fault(path), path).to.contain("absolute");
  });

  it("are not reached by going back, or by links to files, folders and what is not there yet", async () => {
    await symlink(at("other/b.csv"), at("data/link.csv"));
    await symlink(at("other"), at("data/link"));
    await symlink(at("other/new"), at("data/dangling"));
    await symlink(at("data/a.csv"), at("other/into.csv"));
    for (const path of ["link.csv", "link/b.csv", "link/new", "link", "dangling"])
      expect(await fault(at(`data/${path}`)), path).to.be.a("string");
    for (const path of ["/../other/b.csv", "/deep/../../other/b.csv", "/..", "/a\0b"])
      expect(await fault(at("data") + path), path).to.contain('".."');
    expect(await fault(at("other/into.csv"))).to.equal(null);
  });

  it("are never those of Formwork, nor a folder that holds them", async () => {
    const all = ["/", top.path(), at("home")];
    for (const path of [
      "home/etc/secret",
      "home",
      "data/templates/x",
      "data/templates",
      "data",
      "",
    ])
      expect(await fault(at(path), all), path).to.be.a("string");
    await symlink(at("home"), at("data/door"));
    expect(await fault(at("data/door/etc/secret"), all)).to.be.a("string");
    expect(await fault("/", all)).to.be.a("string");
    expect(await fault(at("data/a.csv"), all)).to.equal(null);
  });
});
