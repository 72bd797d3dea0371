import { expect } from "chai";
import { beginLooks, type LookBound, noBound, type SliceSizes } from "./look-bound.ts";

const growing = { first: 250, most: 4000 };

/** Looks until it is over, where each job takes `msPerJob`; returns the slices and the time. */
function lookWith(
  bound: LookBound,
  { slices, msPerJob, stored }: { slices: SliceSizes; msPerJob: number; stored: number },
): { sizes: number[]; ms: number } {
  let ms = 0;
  const look = beginLooks(bound, { runs: 1, slices, monotonic: () => ms })();
  const sizes: number[] = [];
  for (let left = stored; left > 0; ) {
    const size = Math.min(left, look.sliceSize());
    sizes.push(size);
    left -= size;
    ms += size * msPerJob;
    if (look.isOverAfter(size)) break;
  }
  return { sizes, ms };
}

describe("A look along an index", () => {
  const bound = { jobs: 20_000, ms: 25 };

  it("takes larger slices while there is time, and never more than the most", () => {
    const { sizes } = lookWith(bound, { slices: growing, msPerJob: 0.0001, stored: 30_000 });
    expect(sizes).to.deep.equal([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 250]);
  });

  it("begins no slice that the time left does not allow", () => {
    for (const msPerJob of [0.002, 0.005, 0.02, 0.04, 0.09]) {
      const { ms } = lookWith(bound, { slices: growing, msPerJob, stored: 30_000 });
      expect(ms, String(msPerJob)).to.be.within(bound.ms * 0.6, bound.ms + 0.001);
    }
  });

  it("looks at one slice where that takes all of the time", () => {
    const { sizes } = lookWith(bound, { slices: growing, msPerJob: 10, stored: 30_000 });
    expect(sizes).to.deep.equal([250]);
  });

  it("keeps slices of one size where they may not grow", () => {
    const slices = { first: 2000, most: 2000 };
    const { sizes } = lookWith(bound, { slices, msPerJob: 0.003, stored: 30_000 });
    expect(sizes).to.deep.equal([2000, 2000, 2000, 2000]);
  });

  it("goes on to the end without a bound", () => {
    const { sizes } = lookWith(noBound, { slices: growing, msPerJob: 10, stored: 30_000 });
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.equal(30_000);
  });
});
