import { expect } from "chai";
import fc from "fast-check";
import { foldedText, searchWords } from "./folded-text.ts";

describe("folded texts", () => {
  it("are the same in any case and with accents in either form", () => {
    for (const [one, other] of [
      ["Étoile", "e\u0301TOILE"],
      ["ΟΔΟΣ", "οδος"],
      ["İSTANBUL", "istanbul"],
      ["ISPARTA", "ısparta"],
      ["ANGSTROM Å", "angstrom \u212b"],
      ["한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"],
      ["VIỆT", "vie\u0302\u0323t"],
    ] as const)
      expect(foldedText(one), one).to.equal(foldedText(other));
    expect(foldedText("étoile")).not.to.equal(foldedText("etoile"));
  });

  it("are the same whichever form a text has, and when they are folded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const folded = foldedText(text);
        expect(foldedText(text.normalize("NFD"))).to.equal(folded);
        expect(foldedText(text.normalize("NFC"))).to.equal(folded);
      }),
    );
  });

  it("are divided into words at blanks of any kind", () => {
    expect(searchWords(" Éa\tb\n B \u00a0c ")).to.deep.equal(["éa", "b", "c"]);
  });
});
