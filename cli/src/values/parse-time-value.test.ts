import { expect } from "chai";
import fc from "fast-check";
import { parseTimeValue } from "./parse-time-value.ts";

describe("a time on the command line", () => {
  const now = new Date(2026, 4, 10, 12, 0, 0).getTime();
  const local = (...parts: [number, number, number, number, number]) =>
    new Date(...parts).toISOString();

  it("is RFC 3339, or a distance from now", () => {
    const at = (text: string) => parseTimeValue(text, now);
    expect(at("2026-12-24T18:00:00+01:00")).to.equal("2026-12-24T17:00:00.000Z");
    expect(at("now")).to.equal(new Date(now).toISOString());
    expect(at("+10m")).to.equal(new Date(now + 600_000).toISOString());
    expect(at("-1h30m")).to.equal(new Date(now - 5_400_000).toISOString());
  });

  it("is a day or a time of the zone of this machine", () => {
    expect(parseTimeValue("2026-06-01 09:30", now)).to.equal(local(2026, 5, 1, 9, 30));
    expect(parseTimeValue("2026-06-01", now)).to.equal(local(2026, 5, 1, 0, 0));
    expect(parseTimeValue("13:15", now)).to.equal(local(2026, 4, 10, 13, 15));
    expect(parseTimeValue("11:00", now)).to.equal(local(2026, 4, 11, 11, 0));
  });

  it("is nothing else, and never a time that cannot be sent", () => {
    for (const text of [
      "",
      "tomorrow",
      "25:00",
      "12:60",
      "2026-02-30",
      "10m",
      "2026-13-01 10:00",
      "+x",
      "-",
    ])
      expect(parseTimeValue(text, now), text).to.equal(null);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const time = parseTimeValue(text, now);
        if (time !== null) expect(time).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }),
    );
  });
});
