import { expect } from "chai";
import { stackOf } from "./stack.ts";

describe("stackOf", () => {
  it("puts failed jobs at the foot of a bar, and the succeeded ones on top", () => {
    const at = "2026-03-01T08:00:00.000Z";
    expect(stackOf([{ at, failed: 1, cancelled: 2, succeeded: 10 }])).to.deep.equal([
      [Date.parse(at) / 1_000],
      [13],
      [3],
      [1],
    ]);
    expect(stackOf([])).to.deep.equal([[], [], [], []]);
  });
});
