import { expect } from "chai";
import { atLeastText, compactCount } from "./compact-count.ts";

describe("compactCount", () => {
  it("shortens a count to at most one decimal and a unit", () => {
    expect([0, 999, 1_234, 98_765, 3_400_000].map((count) => compactCount(count))).to.deep.equal([
      "0",
      "999",
      "1.2K",
      "98.8K",
      "3.4M",
    ]);
  });

  it("says that there may be more", () => {
    expect([0, 999, 20_000].map((count) => compactCount(count, false))).to.deep.equal([
      "",
      "999+",
      "20K+",
    ]);
  });
});

describe("atLeastText", () => {
  it("says in words that there may be more", () => {
    expect(atLeastText(20_000)).to.equal("At least 20,000");
    expect(atLeastText(0)).to.equal("None counted so far, but there may be some");
  });
});
