import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { nextSlots } from "./next-slot.ts";
import { readTiming } from "./read-timing.ts";

const now = Date.parse("2026-03-10T10:00:00Z");
type Input = Parameters<typeof readTiming>[0];

describe("nextSlots", () => {
  const timesOf = (input: Input, count = 3) =>
    nextSlots(readTiming(input, now), now, count).map(({ local }) => local.slice(0, 16));

  it("counts an interval from its start", () => {
    expect(timesOf({ every: "6h" }, 2)).to.deep.equal(["2026-03-10T16:00", "2026-03-10T22:00"]);
    const startsAt = "2026-03-11T08:15:00Z";
    expect(timesOf({ every: "1h", startsAt }, 2)).to.deep.equal([
      "2026-03-11T08:15",
      "2026-03-11T09:15",
    ]);
  });

  it("reads six fields with the second first", () => {
    const slots = nextSlots(readTiming({ cron: "*/30 * * * * *" }, now), now, 2);
    expect(slots.map(({ at }) => at - now)).to.deep.equal([30_000, 60_000]);
  });

  it("lists no slot outside start and end, nor on a blackout date of the zone", () => {
    const timing = {
      cron: "0 23 * * *",
      timezone: "America/New_York",
      startsAt: "2026-03-11T00:00:00Z",
      endsAt: "2026-03-15T00:00:00Z",
      blackoutDates: ["2026-03-11"],
    };
    expect(timesOf(timing, 9)).to.deep.equal([
      "2026-03-10T23:00",
      "2026-03-12T23:00",
      "2026-03-13T23:00",
    ]);
  });

  it("looks at no year that has no four digits", () => {
    for (const cron of ["0 * * * *", "0 3 * * *"])
      for (const timezone of ["Europe/Berlin", "America/New_York"]) {
        const timing = readTiming({ cron, timezone }, now);
        const [first] = nextSlots(timing, Date.parse("0000-01-01T00:00:00Z"), 1);
        expect(first?.at).to.be.within(0, 86_400_000);
        expect(nextSlots(timing, Date.parse("9999-12-31T00:00:00Z"), 1)).to.deep.equal([]);
      }
  });

  it("lists one time once", () => {
    expect(timesOf({ at: "2026-04-01T08:00:00+02:00" })).to.deep.equal(["2026-04-01T06:00"]);
  });

  it("names slots by local time and zone, and marks the repetition of an hour", () => {
    const timing = readTiming({ cron: "30 * * * *", timezone: "Europe/Berlin" }, now);
    const keys = nextSlots(timing, Date.parse("2026-10-25T00:00:00Z"), 2).map(({ key }) => key);
    expect(keys).to.deep.equal([
      "2026-10-25T02:30:00[Europe/Berlin]",
      "2026-10-25T02:30:00[Europe/Berlin]+",
    ]);
  });
});

describe("readTiming", () => {
  const faultsOf = (input: Input) => {
    try {
      readTiming(input, now);
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return (error.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
    }
  };
  const refused: [Input, RegExp][] = [
    [{}, /^\/cron give a cron expression/],
    [{ cron: "0 * * * *", every: "1h" }, /^\/every give only one/],
    [{ cron: "0 25 * * *" }, /^\/cron the hour "25" cannot be read; 0 to 23/],
    [{ cron: "61 * * * * *" }, /^\/cron the second "61"/],
    [{ cron: "0 0 * FOO *" }, /^\/cron the month "FOO"/],
    [{ cron: "0 0 * *" }, /^\/cron has 4 fields; give 5/],
    [{ cron: "@reboot" }, /^\/cron is no known word/],
    [{ cron: "0 0 30 2 *" }, /^\/cron never fires within five years/],
    [{ cron: "* * * * *", startsAt: "9999-12-31T00:00:00Z" }, /^\/startsAt leaves no time/],
    [{ every: "500ms" }, /^\/every must be one second/],
    [{ every: "6000d" }, /^\/every must be shorter/],
    [{ at: "2026-03-10T09:00:00Z" }, /^\/at must be later than now/],
    [{ cron: "0 * * * *", timezone: "Mars/Base" }, /^\/timezone is no time zone/],
    [{ cron: "0 * * * *", endsAt: "2026-03-10T10:30:00Z" }, /^\/endsAt leaves no time/],
    [
      { every: "1h", startsAt: "2026-04-01T00:00:00Z", endsAt: "2026-03-20T00:00:00Z" },
      /^\/endsAt must be after/,
    ],
    [{ at: "2026-03-12T09:00:00Z", blackoutDates: ["2026-03-12"] }, /^\/blackoutDates leave/],
  ];
  for (const [input, fault] of refused)
    it(`refuses ${JSON.stringify(input)} and says which field is wrong`, () => {
      const faults = faultsOf(input);
      expect(faults).to.have.length(1);
      expect(faults[0]).to.match(fault);
    });

  it("takes a leap day, the last day of a month and a nickname", () => {
    for (const cron of ["0 0 29 2 *", "0 0 L * *", "@daily", "*/5 9-17 * * MON-FRI"])
      expect(faultsOf({ cron }), cron).to.deep.equal([]);
  });
});
