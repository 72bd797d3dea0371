import { expect } from "chai";
import { fromDateTimeLocal, rangeText, toDateTimeLocal } from "./time-range.ts";

describe("a time range", () => {
  it("survives the input, to the minute", () => {
    expect(fromDateTimeLocal(toDateTimeLocal("2025-07-01T10:30:00.000Z"))).to.equal(
      "2025-07-01T10:30:00.000Z",
    );
    expect(fromDateTimeLocal(toDateTimeLocal("2025-01-01T23:59:00.000Z"))).to.equal(
      "2025-01-01T23:59:00.000Z",
    );
  });

  it("is open where an input is empty", () => {
    expect([toDateTimeLocal(""), fromDateTimeLocal(""), fromDateTimeLocal("soon")]).to.deep.equal([
      "",
      "",
      "",
    ]);
  });

  it("names a day once where both ends lie in it", () => {
    const from = new Date(2025, 6, 1, 10, 30).toISOString();
    const to = new Date(2025, 6, 1, 11, 0).toISOString();
    expect(rangeText(from, to)).to.equal("1 Jul, 10:30 – 11:00");
  });

  it("is described by the end at which it is open", () => {
    expect(rangeText("", "")).to.equal("Any time");
    expect(rangeText("", "", "finishedAt")).to.equal("Any time");
    expect(rangeText("2025-07-01T10:30:00.000Z", "", "finishedAt")).to.match(/^Finished since /);
    expect(rangeText("2025-07-01T10:30:00.000Z", "")).to.match(/^Since /);
    expect(rangeText("", "2025-07-01T10:30:00.000Z")).to.match(/^Before /);
    expect(rangeText("2025-07-01T10:30:00.000Z", "2025-07-02T10:30:00.000Z")).to.include("–");
  });
});
