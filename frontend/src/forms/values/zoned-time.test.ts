import { expect } from "chai";
import fc from "fast-check";
import { clockTime, instantOf, isZone, splitClock, utcWords, zones } from "./zoned-time.ts";

describe("times with a zone", () => {
  it("are stored with the offset of their zone", () => {
    expect(instantOf("2026-01-15T09:30", "Europe/Berlin")).to.equal("2026-01-15T09:30:00+01:00");
    expect(instantOf("2026-07-15T09:30", "Europe/Berlin")).to.equal("2026-07-15T09:30:00+02:00");
    expect(instantOf("2026-01-15T09:30:05", "UTC")).to.equal("2026-01-15T09:30:05Z");
    expect(instantOf("2026-01-15T09:30", "Asia/Kathmandu")).to.equal("2026-01-15T09:30:00+05:45");
    expect(instantOf("2026-01-15T09:30", "America/New_York")).to.equal("2026-01-15T09:30:00-05:00");
  });

  it("are shown as a clock in the zone shows them", () => {
    expect(clockTime("2026-01-15T08:30:00Z", "Europe/Berlin")).to.equal("2026-01-15T09:30");
    expect(clockTime("2026-01-15T08:30:07Z", "UTC")).to.equal("2026-01-15T08:30:07");
  });

  it("move forward out of the hour that daylight saving skips", () => {
    expect(instantOf("2026-03-29T02:30", "Europe/Berlin")).to.equal("2026-03-29T03:30:00+02:00");
  });

  it("are the first of the two in the hour that daylight saving repeats", () => {
    expect(instantOf("2026-10-25T02:30", "Europe/Berlin")).to.equal("2026-10-25T02:30:00+02:00");
  });

  it("come back as they were typed, in any zone and outside changes of clocks", () => {
    const hours = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        hours,
        fc.constantFrom(
          "UTC",
          "Europe/Berlin",
          "America/St_Johns",
          "Pacific/Apia",
          "Australia/Lord_Howe",
        ),
        (date, zone) => {
          const shown = clockTime(date.toISOString(), zone);
          expect(clockTime(instantOf(shown, zone) ?? "", zone)).to.equal(shown);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("are refused when they are none", () => {
    expect(instantOf("tomorrow", "UTC")).to.equal(undefined);
    expect(instantOf("2026-01-15", "UTC")).to.equal(undefined);
    expect(clockTime("tomorrow", "UTC")).to.equal("");
  });

  it("may be in any zone this machine knows", () => {
    expect(zones()[0]).to.equal("UTC");
    expect(zones()).to.include("Europe/Berlin");
    expect(isZone("Europe/Berlin")).to.equal(true);
    expect(isZone("Mars/Olympus")).to.equal(false);
  });

  it("are said in UTC as well", () => {
    expect(utcWords("2026-01-15T09:30:00+01:00")).to.equal("15 Jan 2026, 08:30 UTC");
    expect(utcWords("tomorrow")).to.equal("");
  });

  it("of a day are told apart from their zone", () => {
    expect(splitClock("09:30:00+02:00")).to.deep.equal({ clock: "09:30", zone: "+02:00" });
    expect(splitClock("23:59:59.5z")).to.deep.equal({ clock: "23:59:59", zone: "Z" });
    expect(splitClock("10:00:00")).to.deep.equal({ clock: "10:00", zone: "Z" });
    expect(splitClock("noon")).to.deep.equal({ clock: "", zone: "Z" });
  });
});
