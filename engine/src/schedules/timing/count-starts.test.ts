import { expect } from "chai";
import fc from "fast-check";
import { countStarts } from "./count-starts.ts";
import { nextSlot, type Timing } from "./next-slot.ts";

const hourMs = 3_600_000;
const zones = ["UTC", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "America/New_York"];
/** Around clock changes of these zones, and on an ordinary day. */
const moments = [
  "2026-03-29T00:00:00Z",
  "2026-10-25T00:00:00Z",
  "2026-04-04T14:00:00Z",
  "2026-07-01T00:00:00Z",
];
const crons = [
  "0 * * * *",
  "*/7 1-3 * * *",
  "30 2 * * *",
  "*/20 * 2 * * *",
  "15,45 */5 0-4 * * *",
  "5 4 * * SUN",
];

const timing = fc.record({
  rhythm: fc.oneof(
    fc.constantFrom(...crons).map((cron) => ({ cron })),
    fc.integer({ min: 1, max: 4000 }).map((seconds) => ({ every: seconds * 1000 })),
  ),
  timezone: fc.constantFrom(...zones),
  start: fc.constantFrom(...moments).map((text) => Date.parse(text)),
  offsetMs: fc.integer({ min: -4 * hourMs, max: 4 * hourMs }),
  lengthMs: fc.integer({ min: 1, max: 5 * hourMs }),
  endsAfterMs: fc.option(fc.integer({ min: 0, max: 6 * hourMs })),
  blackoutDates: fc.subarray(["2026-03-29", "2026-10-25"]),
});

describe("countStarts", () => {
  it("counts what nextSlot finds one by one, each in its quarter of an hour", () => {
    fc.assert(
      fc.property(timing, ({ start, offsetMs, lengthMs, endsAfterMs, ...rest }) => {
        const from = start + offsetMs;
        const endsAt = endsAfterMs === null ? null : from + endsAfterMs;
        const read: Timing = { ...rest, anchor: start, startsAt: null, endsAt };
        expect(byQuarter(counted(read, from, from + lengthMs))).to.deep.equal(
          byQuarter(found(read, from, from + lengthMs)),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("counts no start twice where it begins within the hour that comes twice", () => {
    const rhythm = { cron: "*/7 1-3 * * *" };
    const read: Timing = {
      ...{ rhythm, anchor: 0, timezone: "Europe/Madrid" },
      ...{ startsAt: null, endsAt: null, blackoutDates: [] },
    };
    const repeated = Date.parse("2026-10-25T01:00:00Z");
    for (let from = repeated - hourMs; from <= repeated + 2 * hourMs; from += hourMs / 4)
      for (const lengthMs of [1, hourMs / 4, hourMs])
        expect(byQuarter(counted(read, from, from + lengthMs))).to.deep.equal(
          byQuarter(found(read, from, from + lengthMs)),
        );
  });

  it("counts the seconds of a week in few steps", () => {
    const everySecond: Timing = {
      ...{ rhythm: { cron: "* * * * * *" }, anchor: 0, timezone: "Europe/Madrid" },
      ...{ startsAt: null, endsAt: null, blackoutDates: [] },
    };
    const from = Date.parse("2026-07-01T00:00:00Z");
    const steps = counted(everySecond, from, from + 7 * 24 * hourMs);
    expect(steps).to.have.length(7 * 24 * 4);
    expect(steps.reduce((sum, { starts }) => sum + starts, 0)).to.equal(7 * 24 * 3600);
  });
});

const counted = (read: Timing, from: number, to: number) => [...countStarts(read, from, to)];

function found(read: Timing, from: number, to: number) {
  const all: { at: number; starts: number }[] = [];
  for (
    let slot = nextSlot(read, from - 1);
    slot !== null && slot.at < to;
    slot = nextSlot(read, slot.at)
  )
    all.push({ at: slot.at, starts: 1 });
  return all;
}

function byQuarter(all: readonly { at: number; starts: number }[]) {
  const sums: Record<number, number> = {};
  for (const { at, starts } of all) {
    const quarter = Math.floor(at / (hourMs / 4));
    sums[quarter] = (sums[quarter] ?? 0) + starts;
  }
  return sums;
}
