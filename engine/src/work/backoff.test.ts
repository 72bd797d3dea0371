import { expect } from "chai";
import fc from "fast-check";
import { backoffMs } from "./backoff.ts";

describe("backoffMs", () => {
  it("doubles from the initial wait up to the maximum", () => {
    const retry = { initial: "1s", factor: 2, max: "10s", jitter: false };
    expect([1, 2, 3, 4, 5, 6].map((failures) => backoffMs(retry, failures, () => 0))).to.deep.equal(
      [1000, 2000, 4000, 8000, 10_000, 10_000],
    );
  });

  it("uses the defaults for fields that a template leaves out", () => {
    expect(backoffMs({ jitter: false }, 1, () => 0)).to.equal(1000);
  });

  it("stays between zero and the cap of its step, for any random number", () => {
    const randomNumber = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        randomNumber,
        (failures, factor, random) => {
          const retry = { initial: "200ms", factor, max: "5m" };
          const wait = backoffMs(retry, failures, () => random);
          expect(wait).to.be.within(
            0,
            Math.ceil(backoffMs({ ...retry, jitter: false }, failures, () => 0)),
          );
          expect(wait).to.be.at.most(300_000);
        },
      ),
    );
  });

  it("never lowers the cap from one failure to the next", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (failures, factor) => {
          const retry = { initial: "1s", factor, max: "1h", jitter: false };
          expect(backoffMs(retry, failures + 1, () => 0)).to.be.at.least(
            backoffMs(retry, failures, () => 0),
          );
        },
      ),
    );
  });
});
