import { expect } from "chai";
import fc from "fast-check";
import { readNumber, writeNumber } from "./read-number.ts";

const read = (text: string, mark = ".") => {
  const result = readNumber(text, mark);
  return "value" in result ? result.value : result.message;
};

describe("readNumber", () => {
  it("reads whole numbers, decimals and exponents", () => {
    const numbers = { "5": 5, " -17 ": -17, "+3": 3, ".5": 0.5, "5.": 5, "1e3": 1000, "−2": -2 };
    for (const [text, number] of Object.entries(numbers)) expect(read(text), text).to.equal(number);
    expect(read("")).to.equal(undefined);
  });

  it("reads a decimal comma as well as a dot, in any language", () => {
    for (const mark of [".", ","]) {
      expect(read("1,5", mark)).to.equal(1.5);
      expect(read("1.5", mark)).to.equal(1.5);
      expect(read("0,125", mark)).to.equal(0.125);
    }
    expect(read("1,234", ",")).to.equal(1.234);
    expect(read("1.234", ".")).to.equal(1.234);
  });

  it("refuses what may mean thousands", () => {
    expect(read("1,234", ".")).to.equal("is unclear: write 1234 or 1.234");
    expect(read("1.234", ",")).to.equal("is unclear: write 1234 or 1,234");
    for (const text of ["1.234,5", "1,234.5", "1,234,567", "1 000", "1'000"])
      expect(read(text), text).to.match(/without separators of thousands/);
  });

  it("refuses half-typed numbers and other texts", () => {
    for (const text of ["-", "1e", "1e-", "e5", ".", ",", "five", "0x10", "1-2", "NaN", "Infinity"])
      expect(read(text), text).to.equal("is not a number");
  });

  it("refuses numbers that cannot be kept exactly", () => {
    expect(read("9007199254740993")).to.match(/too long a number/);
    expect(read("-1001234567890123456")).to.match(/too long a number/);
    expect(read("1e400")).to.match(/too large a number/);
  });

  it("reads back every number that it writes", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, fc.constantFrom(".", ","), (value, mark) => {
        expect(read(writeNumber(value, mark), mark)).to.equal(value === 0 ? 0 : value);
      }),
    );
  });
});
