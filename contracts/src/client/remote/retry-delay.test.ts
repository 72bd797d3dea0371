import { expect } from "chai";
import fc from "fast-check";
import { retryDelayMs } from "./retry-delay.ts";

describe("retryDelayMs", () => {
  it("grows to half a minute, and is drawn at random below that", () => {
    expect([1, 2, 3, 7, 1000].map((failures) => retryDelayMs(failures, () => 1))).to.deep.equal([
      ...[1000, 2000, 4000, 30_000, 30_000],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, x) => {
        expect(retryDelayMs(n, () => x)).to.be.within(0, 30_000);
      }),
    );
  });
});
