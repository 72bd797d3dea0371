import { expect } from "chai";
import { describeDuration } from "./describe-duration.ts";

describe("describeDuration", () => {
  it("says a duration as a person would", () => {
    expect(describeDuration("90s")).to.equal("1 minute 30 seconds");
    expect(describeDuration("PT1H")).to.equal("1 hour");
    expect(describeDuration("2d")).to.equal("2 days");
    expect(describeDuration("1500ms")).to.equal("1 second 500 milliseconds");
    expect(describeDuration("0s")).to.equal("no time at all");
  });

  it("says nothing of a text that is no duration", () => {
    expect(describeDuration("soon")).to.equal("");
  });
});
