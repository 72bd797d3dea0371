import { expect } from "chai";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { linearPattern } from "./pattern.ts";
import { createAjv } from "./validate.ts";

const evil = "^(a+)+$";
const timeOf = (work: () => unknown) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

describe("linearPattern", () => {
  it("finds a pattern anywhere in a text, as JSON Schema asks for", () => {
    expect(linearPattern("b+").test("abbc")).to.equal(true);
    expect(linearPattern("^b+$").test("abbc")).to.equal(false);
  });

  it("supports the syntax of JavaScript", () => {
    expect(linearPattern("^\\/[\\w-]+\\u0041$").test("/a-bA")).to.equal(true);
    expect(linearPattern("^\\p{L}+$").test("grüße")).to.equal(true);
  });

  it("takes linear time where a backtracking engine takes exponential time", () => {
    const text = (length: number) => `${"a".repeat(length)}!`;
    // The counter-test: four more letters take JavaScript's own engine many times as long.
    const ordinary = new RegExp(evil);
    expect(timeOf(() => ordinary.test(text(24)))).to.be.above(
      4 * timeOf(() => ordinary.test(text(20))),
    );
    expect(timeOf(() => linearPattern(evil).test(text(100_000)))).to.be.below(1000);
  });

  for (const pattern of ["(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<x>a)\\k<x>"]) {
    it(`refuses ${pattern}`, () => {
      expect(() => linearPattern(pattern)).to.throw();
    });
  }

  it("matches simple patterns like RE2", () => {
    const piece = fc.constantFrom(
      ..."ab.-/:#".split(""),
      ...["\\.", "\\/", "[a-c]", "[a-c0-9._-]", "[b+/]", "[^a]", "[^/a-b]"],
    );
    const often = fc.constantFrom("*", "+", "?", "{2}", "{0,3}", "{1,}");
    const patterns = fc
      .tuple(
        fc.array(piece, { maxLength: 3 }),
        piece,
        often,
        fc.array(piece, { maxLength: 3 }),
        fc.constantFrom("", "$"),
      )
      .map(
        ([before, repeated, times, after, end]) =>
          `^${before.join("")}${repeated}${times}${after.join("")}${end}`,
      );
    const texts = fc.string({
      unit: fc.constantFrom(..."abc0.-/:#+\n".split(""), "\r", "\u2028", "é", "😀", "\ud83d"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(linearPattern(pattern)).to.be.instanceOf(RegExp);
        expect(linearPattern(pattern).test(text)).to.equal(
          RE2JS.compile(RE2JS.translateRegExp(pattern)).test(text),
        );
      }),
    );
  });

  for (const pattern of ["^a*a*$", "^(a|b)+$", "a*b", "^a+?b", "^\\d+$", "^a{1000}$"]) {
    it(`leaves ${pattern} to RE2`, () => {
      expect(linearPattern(pattern)).not.to.be.instanceOf(RegExp);
    });
  }

  it("keeps two patterns of one schema apart", () => {
    const validate = createAjv().compile({
      properties: { a: { pattern: "^a$" }, b: { pattern: "^b$" } },
    });
    expect(validate({ a: "a", b: "b" })).to.equal(true);
    expect(validate({ a: "b", b: "b" })).to.equal(false);
    expect(validate({ a: "a", b: "a" })).to.equal(false);
  });
});
