import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { aTemplate } from "../testing/a-template.ts";
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
      "fault" in file ? `${file.file}: ${file.fault}` : file.file,
    );

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "formwork-templates-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  it("reads files, and template.json of folders, and nothing else", async () => {
    await write("one.json", aTemplate({ name: "one" }));
    await write("two/template.json", aTemplate({ name: "two" }));
    await write("two/data.json", "{}");
    await write("two/deep/template.json", aTemplate({ name: "deep" }));
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

  it("reports a folder that does not exist", async () => {
    const [file] = await readTemplateFiles(join(root, "none"));
    expect(file)
      .to.have.property("fault")
      .that.matches(/no such file/);
  });
});
