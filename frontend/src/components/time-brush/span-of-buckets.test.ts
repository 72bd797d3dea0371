import { expect } from "chai";
import { endedText, rangeOfSpan, rangeText, sumOfSpan } from "./span-of-buckets.ts";

const minuteMs = 60_000;
const buckets = [0, 1, 2, 3].map((place) => ({
  at: new Date(Date.parse("2026-03-01T08:00:00Z") + place * 30 * minuteMs).toISOString(),
  ...{ succeeded: place, failed: place === 2 ? 1 : 0, cancelled: 0 },
}));

describe("a span of buckets", () => {
  it("covers the time from the start of its first to the end of its last", () => {
    expect(rangeOfSpan(buckets, { first: 1, last: 2 }, 30 * minuteMs)).to.deep.equal({
      from: "2026-03-01T08:30:00.000Z",
      to: "2026-03-01T09:30:00.000Z",
    });
  });

  it("sums up what ended in it", () => {
    expect(sumOfSpan(buckets, { first: 1, last: 3 })).to.deep.equal({
      ...{ succeeded: 6, failed: 1, cancelled: 0 },
    });
  });

  it("says in words what ended, without what did not happen", () => {
    expect(endedText({ succeeded: 1200, failed: 1, cancelled: 0 })).to.equal(
      "1,201 jobs: 1,200 succeeded, 1 failed",
    );
    expect(endedText({ succeeded: 0, failed: 1, cancelled: 0 })).to.equal("1 job: 1 failed");
    expect(endedText({ succeeded: 0, failed: 0, cancelled: 0 })).to.equal("no job ended");
  });

  it("names days only where it is longer than one", () => {
    const from = "2026-03-01T08:00:00Z";
    expect(rangeText({ from, to: "2026-03-01T09:00:00Z" })).to.match(/^\d\d:\d\d – \d\d:\d\d$/);
    expect(rangeText({ from, to: "2026-03-04T09:00:00Z" })).to.include("Mar");
  });
});
