import { expect } from "chai";
import { countOutcomes, outcomeName } from "./outcome-look.ts";

describe("countOutcomes", () => {
  it("says how many there are of each outcome, the most frequent first", () => {
    const results = (["failed", "succeeded", "succeeded", "skipped"] as const).map((outcome) => ({
      outcome,
    }));
    expect(countOutcomes(results)).to.equal("2 succeeded, 1 failed, 1 left out");
    expect(countOutcomes([])).to.equal("");
  });

  it("names states and slots without a job", () => {
    expect([outcomeName("running"), outcomeName("missed")]).to.deep.equal(["Running", "Missed"]);
  });
});
