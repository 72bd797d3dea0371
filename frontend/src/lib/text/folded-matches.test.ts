import { expect } from "chai";
import { foldedMatches } from "./folded-matches.ts";

describe("foldedMatches", () => {
  const found = (text: string, search: string) =>
    foldedMatches(text, search).map(({ from, to }) => text.slice(from, to));

  it("finds every match, in any case and with accents in either form", () => {
    expect(found("Error, no error", "ERROR")).to.deep.equal(["Error", "error"]);
    expect(found("la cafe\u0301, LE CAFÉ", "café")).to.deep.equal(["cafe\u0301", "CAFÉ"]);
    expect(found("İstanbul istanbul", "istan")).to.deep.equal(["İstan", "istan"]);
    expect(found("\u1112\u1161\u11ab x", "한")).to.deep.equal(["\u1112\u1161\u11ab"]);
  });

  it("finds nothing for another accent, or for no search", () => {
    expect(found("cafe\u0301", "cafe")).to.deep.equal([]);
    expect(found("cafe", "")).to.deep.equal([]);
  });
});
