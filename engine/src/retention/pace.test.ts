import { expect } from "chai";
import fc from "fast-check";
import { createPace } from "./pace.ts";

describe("the pace of a clean-up", () => {
  it("is slower while its calls have to wait for others", () => {
    const pauseAfter = createPace();
    expect([5, 5, 8, 40, 5].map(pauseAfter)).to.deep.equal([25, 25, 40, 600, 25]);
  });

  it("takes calls that stay slow for those of a store at rest, after a while", () => {
    const pauseAfter = createPace();
    pauseAfter(5);
    const pauses = Array.from({ length: 60 }, () => pauseAfter(20));
    expect(pauses.at(0)).to.equal(300);
    expect(pauses.at(-1)).to.equal(100);
  });

  it("leaves a store at least five sixths of its time, and never waits for long", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 300, noNaN: true })), (calls) => {
        const pauseAfter = createPace();
        for (const ms of calls) {
          const pause = pauseAfter(ms);
          expect(pause).to.be.at.most(2000);
          expect(pause).to.be.at.least(5 * ms);
        }
      }),
    );
  });
});
