import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const top = join(import.meta.dirname, "../..");
const packages: string[] = readJson("package.json").workspaces;

function readJson(file: string) {
  return JSON.parse(readFileSync(join(top, file), "utf8"));
}

/**
 * Rows of the `exports` of every package: its folder, the name exported, and the file behind it.
 */
const exported = packages.flatMap((folder) =>
  Object.entries<string>(readJson(`${folder}/package.json`).exports ?? {}).map(([name, file]) => ({
    folder,
    name,
    file,
  })),
);

/** Lists what files outside a package import of it; the name of the package may be a variable. */
function importedOf(folder: string): Set<string> {
  const sources = globSync("**/*.{ts,tsx,mjs,js}", {
    cwd: top,
    exclude: (name) => ["node_modules", "dist", folder].includes(name),
  });
  const specifier = new RegExp(`["\`]@formwork/(?:${folder}|\\$\\{\\w+\\})(/[^"\`]+)["\`]`, "g");
  return new Set(
    sources.flatMap((file) =>
      Array.from(
        readFileSync(join(top, file), "utf8").matchAll(specifier),
        ([, name]) => `.${name}`,
      ),
    ),
  );
}

describe("the exports of each package", () => {
  it("name files one by one, without wildcards", () => {
    const wild = exported.filter(({ name, file }) => `${name} ${file}`.includes("*"));
    expect(wild).to.deep.equal([]);
  });

  it("name files that exist", () => {
    const missing = exported.filter(({ folder, file }) => !existsSync(join(top, folder, file)));
    expect(missing).to.deep.equal([]);
  });

  for (const folder of packages)
    it(`of ${folder} are each imported from outside it`, () => {
      const imported = importedOf(folder);
      const idle = exported.filter((row) => row.folder === folder && !imported.has(row.name));
      expect(idle.map(({ name }) => name)).to.deep.equal([]);
    });
});

describe("the programs of the packages", () => {
  it("may be run as they are stored, so that an installation changes no file", () => {
    const programs = Object.values<string>(readJson("package.json").bin);
    expect(programs).to.have.length.above(0);
    for (const program of programs)
      expect(statSync(join(top, program)).mode & 0o111, program).to.equal(0o111);
  });
});
