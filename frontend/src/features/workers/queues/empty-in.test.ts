import { expect } from "chai";
import fc from "fast-check";
import { emptyInText } from "./empty-in.ts";

describe("emptyInText", () => {
  it("says when the queue will be empty, in whole minutes, hours or days", () => {
    const rates = { in: 10, out: 60 };
    expect(emptyInText(10, rates)).to.equal("empty in about a minute");
    expect(emptyInText(200, rates)).to.equal("empty in about 4 min");
    expect(emptyInText(6_000, rates)).to.equal("empty in about 2 h");
    expect(emptyInText(200_000, rates)).to.equal("empty in about 3 days");
  });

  it("says that it grows, or does not shrink", () => {
    expect(emptyInText(5, { in: 3, out: 2 })).to.equal("growing");
    expect(emptyInText(5, { in: 0, out: 0 })).to.equal("not shrinking");
    expect(emptyInText(5, { in: 2, out: 2 })).to.equal("not shrinking");
    expect(emptyInText(1e9, { in: 0, out: 1 })).to.equal("not shrinking");
  });

  it("says nothing of an empty queue", () => {
    expect(emptyInText(0, { in: 0, out: 9 })).to.equal(null);
  });

  it("never promises a time that the rates do not give", () => {
    const rate = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1e7), rate, rate, (queued, coming, leaving) => {
        const text = emptyInText(queued, { in: coming, out: leaving });
        expect(text?.startsWith("empty in") ?? false).to.equal(
          queued > 0 && leaving > coming && queued / (leaving - coming) <= 7 * 24 * 60,
        );
      }),
    );
  });
});
