import { expect } from "chai";
import { reconnectDelayMs } from "./reconnect-delay.ts";

describe("the delay before reconnecting", () => {
  it("is at most a second at first", () => {
    expect(reconnectDelayMs(0, 0.999)).to.be.within(900, 1_000);
  });

  it("grows to ten seconds and no further", () => {
    expect([1, 2, 3, 4, 30].map((failures) => reconnectDelayMs(failures, 1))).to.deep.equal([
      2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });

  it("is spread down to zero, so that browsers do not reconnect all at once", () => {
    expect(reconnectDelayMs(9, 0)).to.equal(0);
    expect(reconnectDelayMs(9, 0.5)).to.equal(5_000);
  });
});
