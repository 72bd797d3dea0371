import { expect } from "chai";
import { daysOf, weekText } from "./days-of.ts";

describe("the days of a group", () => {
  it("have the latest last, named by the day on which they end", () => {
    const now = Date.parse("2025-11-26T12:00:00Z");
    const days = daysOf([1, 0, 2], now);
    expect(days.map(({ count }) => count)).to.deep.equal([1, 0, 2]);
    expect(days[2]?.label).to.equal("last 24 hours");
    expect(days[0]?.label).to.match(/^24 hours to .*24/);
  });

  it("are summed up in words", () => {
    expect(weekText([0, 0, 0, 0, 0, 0, 0])).to.equal("none this week");
    expect(weekText([2, 0, 0, 0, 0, 0, 3])).to.equal("5 this week, 3 in the last 24 hours");
    expect(weekText([2, 0, 0, 0, 0, 0, 0])).to.equal("2 this week, none in the last 24 hours");
  });
});
