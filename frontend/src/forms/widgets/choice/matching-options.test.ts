import { expect } from "chai";
import { matchingOptions } from "./matching-options.ts";

const options = ["Station 0001", "Station 0012", "Depot 0012"].map((label) => ({
  label,
  value: label,
}));

describe("matchingOptions", () => {
  it("finds the options with every word, in any order and case", () => {
    expect(matchingOptions(options, "12 STATION")).to.deep.equal([1]);
    expect(matchingOptions(options, "station")).to.deep.equal([0, 1]);
    expect(matchingOptions(options, "nowhere")).to.deep.equal([]);
  });

  it("finds all for no text", () => {
    expect(matchingOptions(options, " ")).to.deep.equal([0, 1, 2]);
  });
});
