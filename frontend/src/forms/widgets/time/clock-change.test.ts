import { expect } from "chai";
import { clockChange } from "./clock-change.ts";
import { toInstant, toWallClock } from "./zoned-time.ts";

const berlin = "Europe/Berlin";

describe("clockChange", () => {
  it("names the other instant of a time that comes twice", () => {
    const first = "2026-10-25T02:30:00+02:00";
    const second = "2026-10-25T02:30:00+01:00";
    expect(clockChange(first, berlin, null)).to.deep.equal({
      kind: "twice",
      order: "first",
      offset: "+02:00",
      other: second,
      otherOffset: "+01:00",
    });
    expect(clockChange(second, berlin, null)).to.include({ order: "second", other: first });
  });

  it("knows a typed time that clocks skip, and the one that was taken", () => {
    const typed = "2026-03-29T02:30";
    const taken = toInstant(typed, berlin) ?? "";
    expect(clockChange(taken, berlin, typed)).to.deep.equal({
      kind: "skipped",
      typed: "02:30",
      taken: "03:30",
    });
    expect(clockChange(taken, berlin, null)).to.equal(null);
  });

  it("finds nothing in a time that comes once, or in no time", () => {
    for (const [instant, zone] of [
      ["2026-07-01T09:30:00+02:00", berlin],
      ["2026-10-25T02:30:00Z", "UTC"],
      ["2026-10-25T03:00:00+01:00", berlin],
      ["soon", berlin],
    ] as const)
      expect(clockChange(instant, zone, toWallClock(instant, zone)), instant).to.equal(null);
  });
});
