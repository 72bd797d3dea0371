import { expect } from "chai";
import fc from "fast-check";
import { oneLine } from "./one-line.ts";

describe("oneLine", () => {
  it("makes blanks of line breaks and control characters, one for several", () => {
    expect(oneLine("a\r\n\tb\u0007\u0085c\u2028d \u00a0 e")).to.equal("a b c d e");
    expect(oneLine(" \n ")).to.equal("");
  });

  it("removes what turns the direction of other texts", () => {
    expect(oneLine("report\u202efdp.exe\u2066x\u2069")).to.equal("reportfdp.exex");
    // Marks that Arabic and Hebrew texts need stay.
    expect(oneLine("\u05d0\u200f!")).to.equal("\u05d0\u200f!");
  });

  it("cuts a long line between two characters, and says so", () => {
    expect(oneLine("x".repeat(200))).to.equal("x".repeat(200));
    expect(oneLine("x".repeat(201))).to.equal(`${"x".repeat(199)}…`);
    expect(oneLine("x".repeat(30), 20)).to.equal(`${"x".repeat(19)}…`);
    const family = "👨‍👩‍👧‍👦";
    expect(oneLine(family.repeat(50))).to.equal(`${family.repeat(18)}…`);
    expect(oneLine(`e${"\u0301".repeat(300)}`)).to.have.length(200);
  });

  it("returns well-formed text of one short line for any text, and the same when repeated", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ maxLength: 400 }),
    );
    const broken = fc
      .array(fc.nat(0xffff), { maxLength: 300 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(texts, broken), (text) => {
        const line = oneLine(text);
        expect(line.length).to.be.at.most(200);
        expect(line.isWellFormed()).to.equal(true);
        expect(line).to.not.match(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(oneLine(line)).to.equal(line);
      }),
    );
  });
});
