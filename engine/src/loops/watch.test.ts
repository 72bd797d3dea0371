import { expect } from "chai";
import { createWatchTime } from "./watch.ts";

describe("createWatchTime", () => {
  it("returns for how long it has been called without a gap", () => {
    const watched = createWatchTime();
    expect([1000, 3000, 5000, 11_000].map(watched)).to.deep.equal([0, 2000, 4000, 10_000]);
  });

  it("starts again after an outage, a sleep of the machine, or a change of the clock", () => {
    const watched = createWatchTime();
    expect([0, 2000, 9000, 11_000].map(watched)).to.deep.equal([0, 2000, 0, 2000]);
    expect([1000, 3000].map(watched)).to.deep.equal([0, 2000]);
  });
});
