import { expect } from "chai";
import { parseProgress } from "./command-progress.ts";

describe("parseProgress", () => {
  it("reads a percentage and a message", () => {
    expect(parseProgress("40 resizing images")).to.deep.equal({
      percent: 40,
      message: "resizing images",
    });
    expect(parseProgress(" 99.5% ")).to.deep.equal({ percent: 99.5 });
  });

  it("takes time in proportion to a line, whatever is in it", () => {
    const started = performance.now();
    for (const space of [" ", "\u2028", "\t", "0"])
      parseProgress(`1${space.repeat(200_000)}x\u2028y`);
    expect(performance.now() - started).to.be.below(1000);
  });

  for (const line of ["", "resizing", "101 too far", "-1 back", "40resizing"]) {
    it(`returns null for "${line}"`, () => expect(parseProgress(line)).to.equal(null));
  }
});
