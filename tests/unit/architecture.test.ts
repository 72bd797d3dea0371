import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const top = join(import.meta.dirname, "../..");
const page = readFileSync(join(top, "docs/architecture.md"), "utf8");
const files = globSync("**/*.*", {
  cwd: top,
  exclude: (name) => ["node_modules", "dist"].includes(name),
});
const folders = new Set(files.flatMap(foldersOf));

/** Lists the folders of a file from the top, each with a slash at its end. */
function foldersOf(file: string): string[] {
  const names = file.split("/").slice(0, -1);
  return names.map((_, index) => `${names.slice(0, index + 1).join("/")}/`);
}

/** Rows of the table of folders, each with the folders inside it that its description names. */
const rows = Array.from(
  page.matchAll(/^\| `([\w./-]+\/)` \| (.+) \|$/gm),
  ([, folder = "", description = ""]) => ({
    folder,
    inside: Array.from(description.matchAll(/`([\w-]+\/)`/g), ([, name = ""]) => name),
  }),
);

/**
 * The row that describes a folder, by itself or as one of those inside the nearest folder above.
 */
function rowOf(folder: string) {
  const above = rows.filter((row) => folder.startsWith(row.folder));
  const nearest = above.toSorted((a, b) => b.folder.length - a.folder.length)[0];
  const isNamed =
    nearest?.folder === folder || nearest?.inside.some((name) => folder.endsWith(`/${name}`));
  return isNamed === true ? nearest : undefined;
}

describe("docs/architecture.md", () => {
  it("names folders that exist, each in one row", () => {
    const named = rows.map(({ folder }) => folder);
    expect(named.filter((folder) => !folders.has(folder))).to.deep.equal([]);
    expect(named).to.deep.equal([...new Set(named)]);
  });

  it("names folders inside a row's folder that exist there", () => {
    for (const { folder, inside } of rows)
      for (const name of inside) {
        const found = [...folders].some(
          (one) => one.startsWith(folder) && one.endsWith(`/${name}`),
        );
        expect(found, `${name} in ${folder}`).to.equal(true);
      }
  });

  it("names every source folder and every folder at the top", () => {
    const described = /^([\w-]+\/|\w+\/src\/.+)$/;
    const absent = [...folders].filter((folder) => described.test(folder) && !rowOf(folder));
    expect(absent).to.deep.equal([]);
  });

  it("names files that exist", () => {
    const named = Array.from(page.matchAll(/`(\w+\/[\w./-]+\.ts)`/g), ([, file]) => file);
    expect(named).to.have.length.above(5);
    expect(named.filter((file) => file !== undefined && !files.includes(file))).to.deep.equal([]);
  });
});
