import { expect } from "chai";
import { presentZone } from "./present-zones.ts";
import { timeZones } from "./zoned-time.ts";

describe("time zones", () => {
  it("have their present names, and their old ones where the browser lists those", () => {
    const zones = timeZones();
    expect(zones).to.include.members(["Asia/Kolkata", "Asia/Kathmandu", "Europe/Kyiv"]);
    expect(zones).to.include.members(Intl.supportedValuesOf("timeZone"));
    expect(zones[0]).to.equal("UTC");
    expect(zones.length).to.equal(new Set(zones).size);
  });

  it("are shown by their present name", () => {
    expect(presentZone("Asia/Calcutta")).to.equal("Asia/Kolkata");
    expect(presentZone("Europe/Berlin")).to.equal("Europe/Berlin");
  });

  it("are all named that are the same as another by an old name", () => {
    const canonical = (timeZone: string) =>
      new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    for (const zone of Intl.supportedValuesOf("timeZone"))
      expect(canonical(presentZone(zone)), zone).to.equal(canonical(zone));
  });
});
