import { expect } from "chai";
import { fromLocalField, rangeText, toLocalField } from "./time-range.ts";

describe("a stretch of time", () => {
  it("comes back from the field as it was put there, to the minute", () => {
    expect(fromLocalField(toLocalField("2025-07-01T10:30:00.000Z"))).to.equal(
      "2025-07-01T10:30:00.000Z",
    );
    expect(fromLocalField(toLocalField("2025-01-01T23:59:00.000Z"))).to.equal(
      "2025-01-01T23:59:00.000Z",
    );
  });

  it("is open where a field is empty", () => {
    expect([toLocalField(""), fromLocalField(""), fromLocalField("soon")]).to.deep.equal([
      "",
      "",
      "",
    ]);
  });

  it("says at which end it is open", () => {
    expect(rangeText("", "")).to.equal("Any time");
    expect(rangeText("2025-07-01T10:30:00.000Z", "")).to.match(/^Since /);
    expect(rangeText("", "2025-07-01T10:30:00.000Z")).to.match(/^Before /);
    expect(rangeText("2025-07-01T10:30:00.000Z", "2025-07-02T10:30:00.000Z")).to.include("–");
  });
});
