import { expect } from "chai";
import { readLimit } from "./read-limit.ts";

describe("readLimit", () => {
  it("reads a number, and nothing as no limit", () => {
    expect(readLimit(" 12 ")).to.deep.equal({ limit: 12 });
    expect(readLimit("10000")).to.deep.equal({ limit: 10_000 });
    expect(readLimit("  ")).to.deep.equal({ limit: null });
  });

  it("takes another range", () => {
    const range = { max: 20, isNeeded: true };
    expect(readLimit("20", range)).to.deep.equal({ limit: 20 });
    for (const text of ["21", ""])
      expect(readLimit(text, range)).to.deep.equal({ fault: "A whole number from 1 to 20" });
  });

  it("says what is allowed where it is anything else", () => {
    for (const text of ["0", "-1", "1.5", "1e3", "ten", "10001", "99999999999999999999"])
      expect(readLimit(text), text).to.deep.equal({
        fault: "A whole number from 1 to 10,000, or nothing",
      });
  });
});
