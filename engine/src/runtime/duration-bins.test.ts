import { expect } from "chai";
import fc from "fast-check";
import { addHistogram, binOf, binStart, type Histogram, percentile } from "./duration-bins.ts";

const duration = fc.oneof(
  fc.nat(100),
  fc.integer({ min: 1, max: 40 * 86_400_000 }),
  fc.nat(30).map((exponent) => 2 ** exponent),
);

function histogramOf(durations: number[]): Histogram {
  const histogram: Histogram = {};
  for (const ms of durations) addHistogram(histogram, { [binOf(ms)]: 1 });
  return histogram;
}

describe("the bins of durations", () => {
  it("hold what lies between their start and the next one", () => {
    fc.assert(
      fc.property(duration, (ms) => {
        const bin = binOf(ms);
        const edge = 1 - 1e-9;
        expect(binStart(bin) * edge).to.be.at.most(ms);
        expect(binStart(bin + 1)).to.be.above(ms * edge);
      }),
    );
  });

  it("take what is negative, or too long, into the first or last one", () => {
    expect([binOf(-5), binOf(0), binOf(1), binOf(1e15)]).to.deep.equal([0, 0, 1, 130]);
  });

  it("give a percentile within a fifth of the exact one", () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.95),
        (durations, share) => {
          const sorted = durations.toSorted((a, b) => a - b);
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          const found = percentile(histogramOf(durations), share);
          expect(found).to.be.within(Math.floor(exact / 1.2), Math.ceil(exact * 1.2));
        },
      ),
    );
  });

  it("give no percentile of nothing", () => {
    expect(percentile({}, 0.5)).to.equal(null);
  });
});
