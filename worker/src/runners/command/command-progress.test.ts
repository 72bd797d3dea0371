import { expect } from "chai";
import { parseProgress } from "./command-progress.ts";

describe("a line of progress", () => {
  it("is a number up to 100 and what is being done", () => {
    expect(parseProgress("40 resizing images")).to.deep.equal({
      percent: 40,
      message: "resizing images",
    });
    expect(parseProgress(" 99.5% ")).to.deep.equal({ percent: 99.5 });
  });

  for (const line of ["", "resizing", "101 too far", "-1 back", "40resizing"]) {
    it(`is not "${line}"`, () => expect(parseProgress(line)).to.equal(null));
  }
});
