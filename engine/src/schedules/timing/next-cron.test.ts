import { expect } from "chai";
import { CronPattern } from "croner";
import fc from "fast-check";
import { cronRule } from "./cron-rule.ts";
import { nextCron } from "./next-cron.ts";
import { localOf, localText } from "./zone.ts";

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Africa/Casablanca",
  "Asia/Tehran",
] as const;

const minuteMs = 60_000;

describe("nextCron", () => {
  const firesFrom = (cron: string, zone: string, from: string, count: number) => {
    const fires: string[] = [];
    for (let at = Date.parse(from); fires.length < count; ) {
      const fire = nextCron(cronRule(cron), zone, at);
      if (fire === null) break;
      at = fire.at;
      fires.push(`${localText(zone, at)}${fire.dst === null ? "" : ` ${fire.dst}`}`);
    }
    return fires;
  };

  it("fires a fixed time in a gap once, at its end", () => {
    expect(firesFrom("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3)).to.deep.equal([
      "2026-03-28T02:30:00+01:00",
      "2026-03-29T03:00:00+02:00 gap",
      "2026-03-30T02:30:00+02:00",
    ]);
    expect(firesFrom("*/15 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3)).to.deep.equal([
      "2026-03-29T03:00:00+02:00 gap",
      "2026-03-29T03:15:00+02:00",
      "2026-03-29T03:30:00+02:00",
    ]);
  });

  it("fires a fixed time in an overlap once, the first time", () => {
    expect(firesFrom("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2)).to.deep.equal([
      "2026-10-25T02:30:00+02:00 overlap",
      "2026-10-26T02:30:00+01:00",
    ]);
  });

  it("follows real time where any hour fits", () => {
    expect(firesFrom("0 * * * *", "Europe/Berlin", "2026-03-28T23:30:00Z", 3)).to.deep.equal([
      "2026-03-29T01:00:00+01:00",
      "2026-03-29T03:00:00+02:00",
      "2026-03-29T04:00:00+02:00",
    ]);
    expect(firesFrom("30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 4)).to.deep.equal([
      "2026-10-25T02:30:00+02:00 overlap",
      "2026-10-25T02:30:00+01:00 overlap",
      "2026-10-25T03:30:00+01:00",
      "2026-10-25T04:30:00+01:00",
    ]);
  });

  it("skips no day at a shift of 30 minutes", () => {
    expect(firesFrom("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T12:00:00Z", 3)).to.deep.equal(
      ["2026-10-03T02:15:00+10:30", "2026-10-04T02:30:00+11:00 gap", "2026-10-05T02:15:00+11:00"],
    );
  });

  const instants = fc
    .integer({ min: Date.parse("2025-01-01T00:00:00Z"), max: Date.parse("2027-12-01T00:00:00Z") })
    .map((at) => Math.floor(at / minuteMs) * minuteMs);

  for (const zone of zones)
    it(`agrees in ${zone} with a walk through every minute`, () => {
      const starts = fc.oneof(instants, ...changesOf(zone).map((change) => near(change)));
      fc.assert(
        fc.property(
          starts,
          fc.constantFrom(
            "30 2 * * *",
            "0 0,3 * * *",
            "15 1-3 * * *",
            "*/20 2 * * *",
            "30 2 * * 0",
          ),
          (after, cron) => {
            expect(nextCron(cronRule(cron), zone, after)?.at).to.equal(
              walkFixed(cron, zone, after),
            );
          },
        ),
        { numRuns: 60 },
      );
      fc.assert(
        fc.property(
          starts,
          fc.constantFrom("0 * * * *", "*/30 * * * *", "45 */2 * * *", "10 * * * 0"),
          (after, cron) => {
            expect(nextCron(cronRule(cron), zone, after)?.at).to.equal(
              walkRealTime(cron, zone, after),
            );
          },
        ),
        { numRuns: 60 },
      );
    });
});

/** Returns whether a local time fits the minute, hour and day of the week of an expression. */
function fitter(cron: string): (local: number) => boolean {
  const { minute, hour, dayOfWeek } = new CronPattern(cron);
  return (local) => {
    const date = new Date(local);
    return [
      minute[date.getUTCMinutes()],
      hour[date.getUTCHours()],
      dayOfWeek[date.getUTCDay()],
    ].every(Boolean);
  };
}

function walkRealTime(cron: string, zone: string, after: number): number {
  const fits = fitter(cron);
  for (let at = after + minuteMs; ; at += minuteMs) if (fits(localOf(zone, at))) return at;
}

/** Walks minute by minute: new readings of the clock fire, and those that a step jumps over. */
function walkFixed(cron: string, zone: string, after: number): number {
  const fits = fitter(cron);
  // A clock is never set back by more.
  const recent = Array.from({ length: 181 }, (_, back) => localOf(zone, after - back * minuteMs));
  let highest = Math.max(...recent);
  for (let at = after + minuteMs; ; at += minuteMs) {
    const local = localOf(zone, at);
    for (let passed = highest + minuteMs; passed <= local; passed += minuteMs)
      if (fits(passed)) return at;
    highest = Math.max(highest, local);
  }
}

/** The instants at which the offset of a zone changes. */
function changesOf(zone: string): number[] {
  const first = Date.parse("2025-01-01T00:00:00Z");
  const offset = (at: number) => localOf(zone, at) - at;
  const steps = Array.from({ length: 3 * 366 * 48 }, (_, index) => first + index * 30 * minuteMs);
  return steps.filter((at) => offset(at) !== offset(at - 30 * minuteMs));
}

function near(change: number) {
  return fc.integer({ min: -240, max: 240 }).map((minutes) => change + minutes * minuteMs);
}
