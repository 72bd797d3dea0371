import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";

const root = join(import.meta.dirname, "../..");
const glossary = readFileSync(join(root, "docs/glossary.md"), "utf8");
const entries = glossary
  .split(/^## /m)
  .slice(1)
  .map((entry) => {
    const [term = "", ...text] = entry.split("\n");
    return { term, text: text.join("\n").trim() };
  });

describe("docs/glossary.md", () => {
  it("lists its terms once each, in alphabetical order", () => {
    const terms = entries.map(({ term }) => term.toLowerCase());
    expect(terms.length).to.be.at.least(40);
    expect(terms).to.deep.equal([...new Set(terms)].sort((a, b) => a.localeCompare(b, "en")));
  });

  it("explains each term in a few sentences", () => {
    for (const { term, text } of entries) {
      expect(text, term).to.match(/^[A-Z].*\.$/s);
      expect(text.match(/[.:;] |\.$/g)?.length, term).to.be.within(1, 6);
    }
  });

  it("counts the states as the code does", () => {
    expect(jobStates).to.have.length(7);
    expect(glossary).to.contain("One of the seven values");
  });

  for (const page of ["README.md", "docs/architecture.md"])
    it(`is linked from ${page}`, () => {
      expect(readFileSync(join(root, page), "utf8")).to.match(/\]\((docs\/)?glossary\.md\)/);
    });
});
