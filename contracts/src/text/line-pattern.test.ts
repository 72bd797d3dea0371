import { expect } from "chai";
import { linePattern, linesPattern } from "./line-pattern.ts";

describe("the pattern of one line", () => {
  const line = new RegExp(linePattern, "u");
  for (const text of ["a", "Nightly report", " a b ", "é", "日報", "a\u00a0b", "👍"])
    it(`takes ${JSON.stringify(text)}`, () => expect(line.test(text)).to.equal(true));
  for (const text of [
    "",
    " ",
    "\u00a0",
    "a\nb",
    "a\r",
    "\ta",
    "a\u0000",
    "\u001b[31m",
    "a\u0085b",
    "a\u2028b",
    "a\u202eb",
  ])
    it(`refuses ${JSON.stringify(text)}`, () => expect(line.test(text)).to.equal(false));
});

describe("the pattern of several lines", () => {
  const lines = new RegExp(linesPattern, "u");
  for (const text of ["", "a", "one\ntwo\r\n\tthree", "日報", "👍"])
    it(`takes ${JSON.stringify(text)}`, () => expect(lines.test(text)).to.equal(true));
  for (const text of ["a\u0000", "\u001b[31m", "\u007f", "a\u0085b", "a\u202eb"])
    it(`refuses ${JSON.stringify(text)}`, () => expect(lines.test(text)).to.equal(false));
});
