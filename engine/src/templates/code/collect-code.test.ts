import { chmod, mkdir, rename, symlink, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Run } from "@formwork/contracts/run";
import { expect } from "chai";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { collectCode } from "./collect-code.ts";
import { needsCode } from "./named-files.ts";
import { entryOf, hashOfCode } from "./template-code.ts";

const module: Run = { kind: "module", file: "report.mjs" };

describe("the code of a template", () => {
  const root = temporaryFolder();
  const save = async (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root.path(), path)), { recursive: true });
      await writeFile(join(root.path(), path), text);
    }
  };
  const collect = (folder: string, run: Run = module) =>
    collectCode({ root: root.path(), folder, run });
  const codeOf = async (folder: string, run: Run = module) => {
    const found = await collect(folder, run);
    return "code" in found ? found.code : expect.fail(JSON.stringify(found.errors));
  };
  const pathsOf = async (folder: string, run: Run = module) =>
    (await codeOf(folder, run)).files.map(({ path }) => path);
  const hashOf = async (folder: string, run: Run = module) => {
    const code = await codeOf(folder, run);
    return hashOfCode(code.folder, code.files.map(entryOf));
  };

  it("is all of its folder that is neither installed, hidden, a test nor the template", async () => {
    await save({
      "report/template.json": "{}",
      "report/report.mjs": "",
      "report/report.test.mjs": "",
      "report/data/cities.csv": "a,b",
      "report/node_modules/left/index.js": "",
      "report/.venv/bin/python": "",
      "report/__pycache__/x.pyc": "",
      "report/package.json": "{}",
      "other/other.mjs": "",
    });
    expect(await pathsOf("report")).to.deep.equal([
      "report/data/cities.csv",
      "report/package.json",
      "report/report.mjs",
    ]);
  });

  it("is what its files name outside of the folder as well, and what that names", async () => {
    await save({
      "report/report.mjs": 'import { a } from "../lib/a.ts"; // as in ../lib/gone.ts or ../../x.ts',
      "lib/a.ts": "export { b } from './deep/b.ts'",
      "lib/deep/b.ts": "import '../../report/report.mjs'",
      "lib/unused.ts": "",
      "py/common/__init__.py": "",
      "py/template.json": "{}",
      "report/run.py": "sys.path.append('../py/common'); open('../py')",
    });
    expect(await pathsOf("report")).to.deep.equal([
      "lib/a.ts",
      "lib/deep/b.ts",
      "py/common/__init__.py",
      "report/report.mjs",
      "report/run.py",
    ]);
  });

  it("is, in the templates folder itself, what the template names and what that names", async () => {
    await save({
      "report.mjs": 'import "./helper.mjs"',
      "helper.mjs": "",
      "unrelated.mjs": "",
      "run.sh": ". ./common.sh",
      "common.sh": "",
      "other/template.json": "{}",
    });
    expect(await pathsOf("")).to.deep.equal(["helper.mjs", "report.mjs"]);
    const command: Run = { kind: "command", argv: ["sh", "{{template.folder}}/run.sh"] };
    expect(await pathsOf("", command)).to.deep.equal(["common.sh", "run.sh"]);
    const program: Run = { kind: "command", argv: ["./run.sh", "x"] };
    expect(await pathsOf("", program)).to.deep.equal(["common.sh", "run.sh"]);
  });

  it("has another hash when a file has other content, another name or another run bit", async () => {
    await save({ "report/report.mjs": "1", "report/b.mjs": "1" });
    const hashes = [await hashOf("report")];
    await save({ "report/report.mjs": "2" });
    hashes.push(await hashOf("report"));
    await chmod(join(root.path(), "report/b.mjs"), 0o755);
    hashes.push(await hashOf("report"));
    await rename(join(root.path(), "report/b.mjs"), join(root.path(), "report/c.mjs"));
    hashes.push(await hashOf("report"));
    expect(new Set(hashes).size).to.equal(4);
    await save({ "report/template.json": "{}" });
    expect(await hashOf("report")).to.equal(hashes[3]);
  });

  it("has the same hash in a folder of another name, unless files outside may name it", async () => {
    await save({ "a/report.mjs": "1", "b/report.mjs": "1" });
    expect(await hashOf("a")).to.equal(await hashOf("b"));
    await save({ "a/report.mjs": "import '../c.mjs'", "b/report.mjs": "import '../c.mjs'" });
    await save({ "c.mjs": "" });
    expect(await hashOf("a")).not.to.equal(await hashOf("b"));
  });

  it("follows links, and leaves out pipes, broken links and links in a circle", async () => {
    await save({ "report/..data/report.mjs": "1", "shared/x.mjs": "2" });
    await symlink("..data/report.mjs", join(root.path(), "report/report.mjs"));
    await symlink("../shared", join(root.path(), "report/shared"));
    await symlink("nowhere", join(root.path(), "report/broken"));
    expect(await pathsOf("report")).to.deep.equal(["report/report.mjs", "report/shared/x.mjs"]);
    await symlink("..", join(root.path(), "report/up"));
    const refused = await collect("report");
    expect("errors" in refused || refused.code.files.length < 1000).to.equal(true);
  });

  it("is refused, with the largest file, where it is larger than 8 MB", async () => {
    await save({ "report/report.mjs": "", "report/model.bin": "" });
    await truncate(join(root.path(), "report/model.bin"), 9 * 1024 * 1024);
    expect(await collect("report")).to.deep.equal({
      errors: [
        {
          pointer: "/run",
          keyword: "code",
          message:
            "is kept with each version, and the files of its folder are larger than 8 MB; the largest is model.bin (9 MB). Put what is no code elsewhere, and name it by an absolute path",
        },
      ],
    });
  });

  it("is refused where it has more than 1,000 files", async () => {
    await save(
      Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`report/${at}.mjs`, ""])),
    );
    const refused = await collect("report");
    expect("errors" in refused && refused.errors[0]?.message).to.contain("more than 1,000 files");
  });

  it("is needed by modules and by commands that name their folder", () => {
    expect(needsCode(module)).to.equal(true);
    expect(needsCode({ kind: "command", argv: ["./run.sh"] })).to.equal(true);
    expect(needsCode({ kind: "command", argv: ["sh", "{{template.folder}}/x"] })).to.equal(true);
    expect(needsCode({ kind: "command", argv: ["tar", "-c", "/srv"] })).to.equal(false);
    expect(needsCode({ kind: "remote" })).to.equal(false);
  });
});
