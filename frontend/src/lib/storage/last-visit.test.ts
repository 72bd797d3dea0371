import { expect } from "chai";
import fc from "fast-check";
import { aStorage } from "../../testing/a-storage.ts";
import { noteLook, visitAfter } from "./last-visit.ts";

const minuteMs = 60_000;

describe("a visit", () => {
  const looksAt = (...times: number[]) => {
    const storage = aStorage();
    return times.map((now) => noteLook({ key: "k", now, storage: () => storage }));
  };

  it("lasts while its page is looked at, and begins again after a pause", () => {
    expect(looksAt(0, 29 * minuteMs, 58 * minuteMs)).to.deep.equal([null, null, null]);
    expect(looksAt(0, 31 * minuteMs, 40 * minuteMs)).to.deep.equal([null, 0, 0]);
    expect(looksAt(0, 10 * minuteMs, 60 * minuteMs, 120 * minuteMs)).to.deep.equal([
      ...[null, null],
      ...[10 * minuteMs, 60 * minuteMs],
    ]);
  });

  it("never counts as before what lies after it, whatever the clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e8 })), (times) => {
        let visit: ReturnType<typeof visitAfter> | null = null;
        for (const now of times) {
          visit = visitAfter(visit, now);
          expect(visit.beforeAt ?? 0).to.be.at.most(visit.seenAt);
        }
      }),
    );
  });

  it("is the first one where something else is stored, and where storage is refused", () => {
    for (const text of ["rubbish", "[1]", "null", '{"seenAt":"x"}'])
      expect(noteLook({ key: "k", now: 5, storage: () => aStorage({ k: text }) })).to.equal(null);
    const refuse = () => {
      throw new Error("refused");
    };
    expect(noteLook({ key: "k", now: 5, storage: refuse })).to.equal(null);
  });
});
