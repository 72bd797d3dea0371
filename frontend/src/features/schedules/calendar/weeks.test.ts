import { expect } from "chai";
import { weekAfter, weekBefore } from "./weeks.ts";

const day = (at: string) => ({ hours: [{ at, local: "", starts: 0 }] });

describe("the weeks of the calendar", () => {
  const days = [day("2026-06-08T00:00:00.000Z"), day("2026-06-14T23:00:00.000Z")];

  it("go on with the day after the last one", () => {
    expect(weekAfter(days)).to.equal("2026-06-15T01:00:00.000Z");
    expect(weekAfter([])).to.equal(null);
  });

  it("go back to the day a week before, but not before today", () => {
    expect(weekBefore(days, Date.parse("2026-05-01T00:00:00Z"))).to.equal(
      "2026-06-01T02:00:00.000Z",
    );
    expect(weekBefore(days, Date.parse("2026-06-05T00:00:00Z"))).to.equal(null);
  });
});
