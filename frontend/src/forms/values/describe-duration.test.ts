import { expect } from "chai";
import { durationWords } from "./describe-duration.ts";

describe("durationWords", () => {
  it("says a duration as a person would", () => {
    expect(durationWords("90s")).to.equal("1 minute 30 seconds");
    expect(durationWords("PT1H")).to.equal("1 hour");
    expect(durationWords("2d")).to.equal("2 days");
    expect(durationWords("1500ms")).to.equal("1 second 500 milliseconds");
    expect(durationWords("0s")).to.equal("no time at all");
  });

  it("says nothing of a text that is no duration", () => {
    expect(durationWords("soon")).to.equal("");
  });
});
