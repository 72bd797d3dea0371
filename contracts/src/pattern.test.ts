import { expect } from "chai";
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

  it("reads the spellings of JavaScript", () => {
    expect(linearPattern("^\\/[\\w-]+\\u0041$").test("/a-bA")).to.equal(true);
    expect(linearPattern("^\\p{L}+$").test("grüße")).to.equal(true);
  });

  it("takes no longer for a text that stops an ordinary engine", () => {
    const text = (length: number) => `${"a".repeat(length)}!`;
    // The attack works where it is not guarded against: four more letters cost the ordinary engine many times as long.
    const ordinary = new RegExp(evil);
    expect(timeOf(() => ordinary.test(text(24)))).to.be.above(4 * timeOf(() => ordinary.test(text(20))));
    expect(timeOf(() => linearPattern(evil).test(text(100_000)))).to.be.below(1000);
  });

  for (const pattern of ["(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<x>a)\\k<x>"]) {
    it(`refuses ${pattern}`, () => {
      expect(() => linearPattern(pattern)).to.throw();
    });
  }

  it("keeps patterns of one schema apart", () => {
    const validate = createAjv().compile({ properties: { a: { pattern: "^a$" }, b: { pattern: "^b$" } } });
    expect(validate({ a: "a", b: "b" })).to.equal(true);
    expect(validate({ a: "b", b: "b" })).to.equal(false);
    expect(validate({ a: "a", b: "a" })).to.equal(false);
  });
});
