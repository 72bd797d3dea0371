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

  for (const line of ["", "resizing", "101 too far", "-1 back", "40resizing"]) {
    it(`returns null for "${line}"`, () => expect(parseProgress(line)).to.equal(null));
  }
});
