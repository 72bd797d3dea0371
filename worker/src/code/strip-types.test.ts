import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { strippedFile, strippedFolder, stripTypes } from "./strip-types.ts";

describe("TypeScript kept without its types", () => {
  const top = temporaryFolder();
  const copy = () => join(top.path(), "code", `${"0a".repeat(12)}-12345678`);
  const code = "type A = { a: number };\nexport const one = (a: A): number => a.a;\n";

  beforeEach(async () => {
    await mkdir(join(copy(), "report"), { recursive: true });
    await writeFile(join(copy(), "report/m.ts"), code);
    await writeFile(join(copy(), "report/broken.ts"), "const = ;");
    await writeFile(join(copy(), "report/data.json"), "{}");
  });

  it("lies beside the copy, with every line and column where it was", async () => {
    await stripTypes(copy(), ["report/m.ts", "report/data.json"]);
    const file = strippedFile(join(copy(), "report/m.ts")) ?? "";
    const text = await readFile(file, "utf8");
    expect(text).to.have.length(code.length).and.not.contain("number");
    expect(text.split("\n")[1]?.indexOf("a.a")).to.equal(code.split("\n")[1]?.indexOf("a.a"));
    expect((await stat(file)).mode & 0o222).to.equal(0);
    expect(await readdir(join(strippedFolder(copy()), "report"))).to.deep.equal(["m.ts"]);
  });

  it("leaves out what cannot be parsed, which Node then reports", async () => {
    await stripTypes(copy(), ["report/broken.ts", "report/m.ts"]);
    expect(await readdir(join(strippedFolder(copy()), "report"))).to.deep.equal(["m.ts"]);
  });

  it("is made once, by whoever is first, and leaves nothing else behind", async () => {
    await Promise.all([1, 2, 3].map(() => stripTypes(copy(), ["report/m.ts"])));
    expect(await readdir(join(top.path(), "code"))).to.have.length(2);
    await stripTypes(copy(), ["report/broken.ts"]);
    expect(existsSync(join(strippedFolder(copy()), "report/m.ts"))).to.equal(true);
  });

  it("is none for files elsewhere", async () => {
    for (const path of ["/srv/templates/report/m.ts", join(copy(), "report/m.mjs"), copy()])
      expect(strippedFile(path), path).to.equal(null);
    await stripTypes(copy(), ["report/data.json"]);
    expect(await readdir(join(top.path(), "code"))).to.have.length(1);
  });
});
