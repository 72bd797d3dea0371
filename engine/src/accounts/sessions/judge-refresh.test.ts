import { expect } from "chai";
import fc from "fast-check";
import { judgeRefresh } from "./judge-refresh.ts";

const now = 1_800_000_000_000;
const turns = fc.integer({ min: 0, max: 10_000 });
const ages = fc.integer({ min: 0, max: 40 * 24 * 3_600_000 });

describe("The judgement on a refresh token", () => {
  it("exchanges the newest, however long it lay", () => {
    fc.assert(
      fc.property(turns, ages, (turn, age) => {
        expect(judgeRefresh({ turn, turnedAt: now - age }, turn, now)).to.equal("rotate");
      }),
    );
  });

  it("gives the one before again for ten seconds, and then finds it used", () => {
    fc.assert(
      fc.property(turns, ages, (turn, age) => {
        const verdict = judgeRefresh({ turn: turn + 1, turnedAt: now - age }, turn, now);
        expect(verdict).to.equal(age < 10_000 ? "repeat" : "reused");
      }),
    );
  });

  it("finds every older one used, at any time", () => {
    fc.assert(
      fc.property(turns, fc.integer({ min: 2, max: 100 }), ages, (turn, more, age) => {
        const verdict = judgeRefresh({ turn: turn + more, turnedAt: now - age }, turn, now);
        expect(verdict).to.equal("reused");
      }),
    );
  });

  it("ends nothing for one that is newer than the newest", () => {
    expect(judgeRefresh({ turn: 3, turnedAt: now }, 4, now)).to.equal("unknown");
    expect(judgeRefresh({}, 0, now)).to.equal("rotate");
  });
});
