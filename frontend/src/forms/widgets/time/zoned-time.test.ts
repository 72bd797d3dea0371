import { expect } from "chai";
import fc from "fast-check";
import { formatUtc, splitTimeOfDay, timeZones, toInstant, toWallClock } from "./zoned-time.ts";

describe("toInstant", () => {
  it("adds the offset that the time zone has at that time", () => {
    expect(toInstant("2026-01-15T09:30", "Europe/Berlin")).to.equal("2026-01-15T09:30:00+01:00");
    expect(toInstant("2026-07-15T09:30", "Europe/Berlin")).to.equal("2026-07-15T09:30:00+02:00");
    expect(toInstant("2026-01-15T09:30:05", "UTC")).to.equal("2026-01-15T09:30:05Z");
    expect(toInstant("2026-01-15T09:30", "Asia/Kathmandu")).to.equal("2026-01-15T09:30:00+05:45");
    expect(toInstant("2026-01-15T09:30", "America/New_York")).to.equal("2026-01-15T09:30:00-05:00");
  });

  it("moves a time that daylight saving skips forward by the gap", () => {
    expect(toInstant("2026-03-29T02:30", "Europe/Berlin")).to.equal("2026-03-29T03:30:00+02:00");
    const halfHour = toInstant("2026-10-04T02:15", "Australia/Lord_Howe");
    expect(halfHour).to.equal("2026-10-04T02:45:00+11:00");
    const wholeDay = toInstant("2011-12-30T12:00", "Pacific/Apia");
    expect(wholeDay).to.equal("2011-12-31T12:00:00+14:00");
  });

  it("takes the first of the two times that daylight saving repeats", () => {
    expect(toInstant("2026-10-25T02:30", "Europe/Berlin")).to.equal("2026-10-25T02:30:00+02:00");
  });

  it("is undefined for a text that is no date and time without a zone", () => {
    for (const text of [
      "tomorrow",
      "2026-01-15",
      "2026-01-15T09:30Z",
      "2026-01-15T09:30+02:00",
      "",
    ])
      expect(toInstant(text, "UTC"), text).to.equal(undefined);
  });
});

describe("toWallClock", () => {
  it("shows what a clock in the time zone shows, with seconds only where there are some", () => {
    expect(toWallClock("2026-01-15T08:30:00Z", "Europe/Berlin")).to.equal("2026-01-15T09:30");
    expect(toWallClock("2026-01-15T08:30:07Z", "UTC")).to.equal("2026-01-15T08:30:07");
    expect(toWallClock("2026-01-15T08:30:07.9+02:00", "UTC")).to.equal("2026-01-15T06:30:07.900");
  });

  it("is empty for a text that is no instant", () => {
    expect(toWallClock("tomorrow", "UTC")).to.equal("");
    expect(toWallClock("", "UTC")).to.equal("");
  });

  it("gives back what toInstant was given, in any time zone, outside changes of the clock", () => {
    const dates = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2035-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom(
          "UTC",
          "Europe/Berlin",
          "America/St_Johns",
          "Pacific/Apia",
          "Australia/Lord_Howe",
        ),
        (date, zone) => {
          const shown = toWallClock(date.toISOString(), zone);
          expect(toWallClock(toInstant(shown, zone) ?? "", zone)).to.equal(shown);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("timeZones", () => {
  it("lists UTC first and every zone once", () => {
    expect(timeZones()[0]).to.equal("UTC");
    expect(timeZones()).to.include("Europe/Berlin").and.not.include("Mars/Olympus");
    expect(new Set(timeZones())).to.have.property("size", timeZones().length);
  });
});

describe("formatUtc", () => {
  it("says an instant in UTC", () => {
    expect(formatUtc("2026-01-15T09:30:00+01:00")).to.equal("15 Jan 2026, 08:30 UTC");
    expect(formatUtc("tomorrow")).to.equal("");
  });
});

describe("splitTimeOfDay", () => {
  it("parts a time of day from its offset", () => {
    expect(splitTimeOfDay("09:30:00+02:00")).to.deep.equal({ clock: "09:30", offset: "+02:00" });
    expect(splitTimeOfDay("23:59:59.5z")).to.deep.equal({ clock: "23:59:59", offset: "Z" });
    expect(splitTimeOfDay("10:00:00")).to.deep.equal({ clock: "10:00", offset: "Z" });
    expect(splitTimeOfDay("noon")).to.deep.equal({ clock: "", offset: "Z" });
  });
});
