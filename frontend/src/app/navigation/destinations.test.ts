import { expect } from "chai";
import { destinations, isWithin } from "./destinations.ts";

describe("the destinations of the navigation", () => {
  it("contain their own pages and those below, and no others", () => {
    expect(isWithin("/jobs", "/jobs")).to.equal(true);
    expect(isWithin("/jobs/a", "/jobs")).to.equal(true);
    expect(isWithin("/jobs-archive", "/jobs")).to.equal(false);
    expect(isWithin("/", "/jobs")).to.equal(false);
    expect(isWithin("/jobs", "/")).to.equal(false);
    expect(isWithin("/", "/")).to.equal(true);
  });

  it("are at most four in the bar of a phone, where More is the fifth", () => {
    expect(
      destinations.filter(({ isInBar }) => isInBar === true).map(({ label }) => label),
    ).to.deep.equal(["Home", "Templates", "Jobs", "Schedules"]);
  });

  it("do not contain each other", () => {
    for (const { to } of destinations)
      expect(destinations.filter((other) => isWithin(to, other.to))).to.have.length(1);
  });
});
