import { expect } from "chai";
import { describeDuration } from "./describe-duration.ts";

describe("describeDuration", () => {
  it("describes a duration in words", () => {
    expect(describeDuration("90s")).to.equal("1 minute 30 seconds");
    expect(describeDuration("PT1H")).to.equal("1 hour");
    expect(describeDuration("2d")).to.equal("2 days");
    expect(describeDuration("1500ms")).to.equal("1 second 500 milliseconds");
    expect(describeDuration("0s")).to.equal("no time at all");
  });

  it("is empty for a text that is no duration", () => {
    expect(describeDuration("soon")).to.equal("");
  });
});
