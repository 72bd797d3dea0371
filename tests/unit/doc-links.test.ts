import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const root = join(import.meta.dirname, "../..");
const documents = globSync(["*.md", "docs/**/*.md"], { cwd: root }).sort();

/** Returns the targets of a document's links to files, as paths below the root. */
function linkedFiles(document: string): string[] {
  const links = readFileSync(join(root, document), "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
  return [...links]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(document), target));
}

describe("links of the documentation", () => {
  for (const document of documents) {
    it(`lead from ${document} to files that exist`, () => {
      const missing = linkedFiles(document).filter((path) => !existsSync(join(root, path)));
      expect(missing).to.deep.equal([]);
    });
  }
});

describe("docs/guarantees.md", () => {
  const rows = readFileSync(join(root, "docs/guarantees.md"), "utf8")
    .split("\n")
    .filter((line) => /^\| [RPTF]\d+ \|/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

  it("gives each number once", () => {
    const numbers = rows.map(([, number]) => number);
    expect(numbers).to.deep.equal([...new Set(numbers)]);
  });

  it("names each threat, and a test that is known to bite or what is not yet", () => {
    const threats = rows.filter(([, number]) => number?.startsWith("T"));
    expect(threats.map(([, number]) => number)).to.deep.equal(
      Array.from({ length: 29 }, (_, index) => `T${index + 1}`),
    );
    const elsewhere = ["T9", "T25", "T27", "T28"];
    for (const cells of threats)
      if (!elsewhere.includes(cells[1] ?? ""))
        expect(cells.join(), cells[1]).to.match(/tests\/unit\/guards\/|\*\*Not yet/);
  });

  it("names a test for each", () => {
    for (const cells of rows) expect(cells.at(-2), cells[1]).to.match(/\]\(\.\.\//);
  });
});
