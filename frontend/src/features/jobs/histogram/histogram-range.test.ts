import { expect } from "chai";
import fc from "fast-check";
import { histogramRange } from "./histogram-range.ts";

const minuteMs = 60_000;
const now = Date.parse("2026-03-02T12:00:00Z");
const any = { from: "", to: "", timeField: "createdAt" as const };

describe("the range of the histogram", () => {
  it("is the last day where the view has none", () => {
    const { from, to, bucketMs } = histogramRange(any, now);
    expect([to - from, to, bucketMs]).to.deep.equal([24 * 60 * minuteMs, now, 15 * minuteMs]);
  });

  it("is that of the view where it bounds ends", () => {
    const view = {
      ...{ from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T09:00:00.000Z" },
      timeField: "finishedAt" as const,
    };
    expect(histogramRange(view, now)).to.deep.equal({
      ...{ from: Date.parse(view.from), to: Date.parse(view.to), bucketMs: minuteMs },
    });
  });

  it("goes on to now where jobs were created within the range: they may have ended later", () => {
    const view = { ...any, from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T09:00:00.000Z" };
    expect(histogramRange(view, now).to).to.equal(now);
  });

  it("has whole minutes and a bearable number of bars, whatever the address says", () => {
    const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(8e12) });
    fc.assert(
      fc.property(time, time, (one, other) => {
        const view = { from: one.toISOString(), to: other.toISOString() };
        const { from, to, bucketMs } = histogramRange({ ...view, timeField: "finishedAt" }, now);
        expect(to).to.be.above(from);
        expect(bucketMs % minuteMs).to.equal(0);
        expect((to - from) / bucketMs).to.be.at.most(96);
      }),
    );
  });
});
