import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { aTemplate } from "../../testing/a-template.ts";
import { faultsInLine } from "../definition.ts";
import { readTemplateFiles } from "./template-files.ts";

describe("readTemplateFiles", () => {
  let root: string;
  const write = async (file: string, content: unknown) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(
      join(root, file),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  };
  const faults = async () =>
    (await readTemplateFiles(root)).map((file) =>
      "errors" in file ? `${file.file}: ${faultsInLine(file.errors)}` : file.file,
    );

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "formwork-templates-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  it("reads files, and template.json of folders, and nothing else", async () => {
    await write("one.json", aTemplate({ name: "one" }));
    await write("two/template.json", aTemplate({ name: "two" }));
    await write("two/data.json", "{}");
    for (const tool of ["package.json", "package-lock.json", "tsconfig.json", "tsconfig.base.json"])
      await write(tool, "{}");
    await write("README.md", "");
    expect(
      (await readTemplateFiles(root)).map(({ file, folder }) => ({ file, folder })),
    ).to.deep.equal([
      { file: "one.json", folder: "" },
      { file: "two/template.json", folder: "two" },
    ]);
  });

  it("reports the fault of a file and reads the others", async () => {
    await write("a.json", "{ not JSON");
    await write("b.json", { ...aTemplate(), run: { kind: "http" } });
    await write("c.json", aTemplate({ name: "c" }));
    const [a, b, c] = await faults();
    expect(a).to.match(/^a\.json: must be JSON, which has no comments: Expected property name/);
    expect(b).to.equal("b.json: /run/url is required");
    expect(c).to.equal("c.json");
  });

  it("reports a key that is given twice, and a number that would change", async () => {
    await write("a.json", '{"name": "a", "title": "A", "title": "B", "priority": 1e400}');
    expect(await faults()).to.deep.equal([
      "a.json: /title is given more than once; keep one of them; /priority is too large a number to be kept; make it a text",
    ]);
  });

  it("reports a second file of the same template name", async () => {
    await write("a.json", aTemplate({ name: "same" }));
    await write("b/template.json", aTemplate({ name: "same" }));
    expect(await faults()).to.deep.equal([
      "a.json",
      "b/template.json: /name same is taken by a.json",
    ]);
  });

  it("reports a module that does not exist", async () => {
    await write(
      "a/template.json",
      aTemplate({ name: "a", run: { kind: "module", file: "run.ts" } }),
    );
    expect((await faults())[0]).to.match(
      /^a\/template\.json: \/run\/file must exist: there is no /,
    );
    await write("a/run.ts", "");
    expect(await faults()).to.deep.equal(["a/template.json"]);
  });

  it("reports what looks like a template and lies where none is read", async () => {
    await write("two/deep/template.json", aTemplate({ name: "deep" }));
    await write("three/template.yaml", "name: three");
    await write("node_modules/some/template.json", "{}");
    expect(await faults()).to.deep.equal([
      "three/template.yaml: is not read: a template is a JSON file, called template.json",
      "two/deep/template.json: is not read, as it lies too deep: move its folder into the templates folder itself",
    ]);
  });

  it("skips a byte order mark, and reports a file that is too large", async () => {
    await write("a.json", `\ufeff${JSON.stringify(aTemplate({ name: "a" }))}`);
    await write("b.json", `${JSON.stringify(aTemplate({ name: "b" }))}${" ".repeat(600_000)}`);
    expect(await faults()).to.deep.equal([
      "a.json",
      "b.json: must have at most 512 kB, and is larger",
    ]);
  });

  it("tells which names and files are allowed in words", async () => {
    const run = { kind: "module", file: "../lib/m.ts" };
    await write("a.json", { ...aTemplate({ name: "M11 Name" }), run });
    expect((await faults())[0]).to.equal(
      "a.json: /name must be 1 to 63 lower-case letters, digits and dashes, and start with a letter or digit; " +
        "/run/file must be the path of a .ts, .mts, .js or .mjs file in the folder of the template, such as steps/run.ts",
    );
  });

  it("reports a folder that does not exist", async () => {
    await rm(root, { recursive: true });
    expect(await faults()).to.deep.equal([": there is no such folder"]);
    await mkdir(root);
  });
});
