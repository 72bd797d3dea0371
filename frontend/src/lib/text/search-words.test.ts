import { expect } from "chai";
import { searchWords } from "./search-words.ts";

describe("searchWords", () => {
  it("splits at any white space, and has none for an empty search", () => {
    expect(searchWords("  One\ttwo \n THREE ")).to.deep.equal(["one", "two", "three"]);
    expect(searchWords("  ")).to.deep.equal([]);
  });
});
