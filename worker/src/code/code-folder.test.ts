import { execFile } from "node:child_process";
import {
  chmod,
  link,
  mkdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TemplateCode } from "@formwork/engine/templates/code/template-code";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { createCodeFolder } from "./code-folder.ts";

const run = promisify(execFile);

describe("the copies of code on a worker", () => {
  const folder = temporaryFolder();
  const templates = () => join(folder.path(), "app", "templates");
  const tmp = () => join(folder.path(), "tmp");
  let loads = 0;
  let stored: Record<string, TemplateCode>;
  const hash = "a".repeat(64);

  beforeEach(async () => {
    loads = 0;
    stored = { [hash]: codeOf({ "report/m.mjs": "export const a = 1;\n" }) };
    await mkdir(join(templates(), "report"), { recursive: true });
  });
  const open = () =>
    createCodeFolder({
      tmp: tmp(),
      templatesFolder: templates(),
      load: async (params) => {
        loads++;
        return stored[params.hash] ?? expect.fail("not stored");
      },
    });
  const version = (given: { codeHash?: string; folder?: string } = {}) =>
    anAssignment({ template: { codeHash: hash, folder: "report", ...given } }).template;

  it("have the files of the version, which nobody can write, and are read from the store once", async () => {
    stored[hash] = codeOf({
      "report/m.mjs": "1",
      "report/run.sh": "#!/bin/sh\n",
      "lib/x.mjs": "2",
    });
    const { folderOf } = open();
    const [home = ""] = await Promise.all([folderOf(version()), folderOf(version())]);
    expect(await readFile(join(home, "m.mjs"), "utf8")).to.equal("1");
    expect(await readFile(join(home, "../lib/x.mjs"), "utf8")).to.equal("2");
    expect((await stat(join(home, "m.mjs"))).mode & 0o777).to.equal(0o444);
    expect((await stat(join(home, "run.sh"))).mode & 0o777).to.equal(0o555);
    expect(await folderOf(version())).to.equal(home);
    expect(loads).to.equal(1);
    expect(await open().folderOf(version())).to.equal(home);
  });

  const attacks: [string, (home: string) => Promise<unknown>][] = [
    [
      "writes into a file",
      (home) =>
        chmod(join(home, "m.mjs"), 0o644).then(() => writeFile(join(home, "m.mjs"), "evil")),
    ],
    [
      "replaces a file by another",
      (home) =>
        rm(join(home, "m.mjs")).then(() => writeFile(join(home, "m.mjs"), "export const a = 1;\n")),
    ],
    [
      "replaces a file by a link",
      (home) => rm(join(home, "m.mjs")).then(() => symlink("/etc/passwd", join(home, "m.mjs"))),
    ],
    [
      "replaces a file by a folder",
      (home) =>
        rm(join(home, "m.mjs")).then(() => mkdir(join(home, "m.mjs/x"), { recursive: true })),
    ],
    ["closes the folder", (home) => chmod(home, 0)],
    ["adds a file", (home) => writeFile(join(home, "package.json.js"), "evil")],
    [
      "adds packages",
      (home) =>
        rm(join(home, "node_modules")).then(() =>
          mkdir(join(home, "node_modules/evil"), { recursive: true }),
        ),
    ],
    ["keeps a file under another name", (home) => link(join(home, "m.mjs"), join(home, "../mine"))],
    ["removes everything", () => rm(join(tmp(), "code"), { recursive: true })],
  ];
  for (const [what, attack] of attacks)
    it(`are as they were for the next attempt after a job that ${what}`, async () => {
      const { folderOf } = open();
      const home = await folderOf(version());
      await attack(home);
      expect(await folderOf(version())).to.equal(home);
      expect((await stat(home)).mode & 0o777).to.equal(0o755);
      expect(await readFile(join(home, "m.mjs"), "utf8")).to.equal("export const a = 1;\n");
      expect((await run("ls", ["-A", home])).stdout.trim().split("\n").sort()).to.deep.equal([
        ".venv",
        "m.mjs",
        "node_modules",
        "package.json",
        "template.json",
        "venv",
      ]);
      expect((await run("find", [join(tmp(), "code"), "-name", "mine"])).stdout).to.equal("");
      expect(loads).to.equal(2);
    });

  it("find packages that are installed beside the template, above it, and later", async () => {
    stored[hash] = codeOf({
      "report/m.mjs": "import near from 'near'; import far from 'far'; console.log(near, far);",
    });
    const home = await open().folderOf(version());
    for (const [place, name] of [
      [join(templates(), "report"), "near"],
      [join(folder.path(), "app"), "far"],
    ] as const) {
      await mkdir(join(place, "node_modules", name), { recursive: true });
      await writeFile(join(place, "node_modules", name, "index.js"), `module.exports = "${name}";`);
    }
    expect((await run(process.execPath, [join(home, "m.mjs")])).stdout).to.equal("near far\n");
  });

  it("are read as the package.json above the folder says", async () => {
    await writeFile(join(templates(), "package.json"), '{"type":"module"}');
    stored[hash] = codeOf({ "report/m.js": "import 'node:fs'; console.log(typeof require);" });
    const home = await open().folderOf(version());
    expect((await run(process.execPath, [join(home, "m.js")])).stdout).to.equal("undefined\n");
  });

  it("are those of the templates folder itself for a version without code", async () => {
    const { codeHash: _, ...before } = version();
    expect(await open().folderOf(before)).to.equal(join(templates(), "report"));
    expect(loads).to.equal(0);
  });

  it("of a template in the templates folder itself lie there", async () => {
    stored[hash] = { folder: "", files: codeOf({ "m.mjs": "1", "lib/b.mjs": "2" }).files };
    const home = await open().folderOf(version({ folder: "." }));
    expect(await readFile(join(home, "lib/b.mjs"), "utf8")).to.equal("2");
  });

  it("may be made by several workers at once", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`report/f${at}.mjs`, "x".repeat(5000)]),
    );
    stored[hash] = codeOf(files);
    const homes = await Promise.all(Array.from({ length: 4 }, () => open().folderOf(version())));
    expect(new Set(homes).size).to.equal(1);
    for (const [path, text] of Object.entries(files))
      expect(await readFile(join(homes[0] ?? "", "..", path), "utf8")).to.equal(text);
  });

  it("are removed when nobody has used them for thirty days", async () => {
    const { folderOf, cleanUp } = open();
    const home = await folderOf(version());
    await cleanUp();
    expect((await stat(home)).isDirectory()).to.equal(true);
    const { stdout } = await run("find", [join(tmp(), "code"), "-name", "*.used"]);
    await utimes(stdout.trim(), 1, 1);
    await cleanUp();
    expect(await stat(home).catch(() => "gone")).to.equal("gone");
  });
});

function codeOf(files: Record<string, string>): TemplateCode {
  return {
    folder: "report",
    files: Object.entries(files).map(([path, text]) => ({
      path,
      executable: path.endsWith(".sh"),
      bytes: Buffer.from(text),
    })),
  };
}
