import { expect } from "chai";
import fc from "fast-check";
import { createAjv } from "./schema/validate.ts";
import { parseDate, parseTime, parseTimeOfDay } from "./time.ts";

const taken: Record<string, string> = {
  "2026-01-31T09:30:00Z": "2026-01-31T09:30:00.000Z",
  "2026-01-31t09:30:00z": "2026-01-31T09:30:00.000Z",
  "2026-01-31 09:30:00+01:00": "2026-01-31T08:30:00.000Z",
  "2026-01-31T09:30:00-00:00": "2026-01-31T09:30:00.000Z",
  "2026-01-31T09:30:00.123456789Z": "2026-01-31T09:30:00.123Z",
  "2026-01-31T00:30:00.5+23:59": "2026-01-30T00:31:00.500Z",
  "2016-12-31T23:59:60Z": "2016-12-31T23:59:59.000Z",
  "1998-12-31T15:59:60.123-08:00": "1998-12-31T23:59:59.123Z",
  "2017-01-01T00:59:60+01:00": "2016-12-31T23:59:59.000Z",
  "2024-02-29T00:00:00Z": "2024-02-29T00:00:00.000Z",
  "0000-01-01T00:00:00Z": "0000-01-01T00:00:00.000Z",
  "0099-12-31T00:00:00Z": "0099-12-31T00:00:00.000Z",
  "9999-12-31T23:59:59.999Z": "9999-12-31T23:59:59.999Z",
};

const refused = [
  ...["2026-01-31T09:30:00+01", "2026-01-31T09:30:00+0100", "2026-01-31T09:30:00+1:00"],
  ...["2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z", "2026-01-31T09:30:60Z"],
  ...["2016-12-31T23:59:61Z", "2016-12-31T23:59:60+01:00", "2026-01-31T09:30:00+99:99"],
  ...["2026-01-31T09:30:00+24:00", "2026-01-31T09:30:00-00:60", "2026-01-31T09:30:00"],
  ...["2026-01-31T09:30Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z"],
  ...["2026-01-00T00:00:00Z", "12026-01-31T09:30:00Z", "+002026-01-31T09:30:00Z"],
  ...["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", "2026-01-31\n09:30:00Z"],
  ...["2026-01-31T09:30:00.Z", "2026-01-31", "09:30:00Z", "", "today", "2026-01-31T09:30:00Z "],
  ...["2026-1-31T09:30:00Z", "2026-01-31T9:30:00Z", "२०२६-01-31T09:30:00Z"],
];

/** Texts that look like times, with parts in and out of range. */
const timeLike = fc
  .tuple(
    fc.constantFrom("0000", "0099", "1969", "2024", "2026", "9999", "10000", "99"),
    fc.nat(14),
    fc.nat(33),
    fc.constantFrom("T", "t", " ", "", "\t", "TT"),
    fc.nat(25),
    fc.nat(61),
    fc.nat(62),
    fc.constantFrom("", ".1", ".123456789", ".", ",5"),
    fc.constantFrom("Z", "z", "+01", "+0100", "+01:00", "-00:00", "+99:99", "-23:59", "", "+24:00"),
  )
  .map(
    ([year, month, day, separator, hour, minute, second, fraction, offset]) =>
      `${year}-${two(month)}-${two(day)}${separator}${two(hour)}:${two(minute)}:${two(second)}${fraction}${offset}`,
  );

describe("reading times", () => {
  for (const [text, utc] of Object.entries(taken))
    it(`takes ${text}`, () => expect(new Date(parseTime(text) ?? 0).toISOString()).to.equal(utc));

  for (const text of refused) it(`refuses "${text}"`, () => expect(parseTime(text)).to.equal(null));

  // With a space V8 falls back to a parser of its own, which reads the year 0 as 2000.
  it("reads what Date.parse reads, wherever both do", () => {
    fc.assert(
      fc.property(timeLike, (text) => {
        const ours = parseTime(text);
        const theirs = Date.parse(text);
        if (ours !== null && text[10] === "T" && !Number.isNaN(theirs))
          expect(ours).to.equal(theirs);
      }),
    );
  });

  it("reads back every instant that a reply can show", () => {
    const range = { min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") };
    fc.assert(
      fc.property(fc.date({ ...range, noInvalidDate: true }), (at) => {
        expect(parseTime(at.toISOString())).to.equal(at.getTime());
      }),
    );
  });

  it("reads exactly what the formats accept", () => {
    const accepts = (format: string) => createAjv().compile({ format });
    const [dateTime, date, time] = [accepts("date-time"), accepts("date"), accepts("time")];
    fc.assert(
      fc.property(timeLike, (text) => {
        expect(dateTime(text), text).to.equal(parseTime(text) !== null);
        expect(date(text.slice(0, 10))).to.equal(parseDate(text.slice(0, 10)) !== null);
        expect(time(text.slice(11))).to.equal(parseTimeOfDay(text.slice(11)) !== null);
      }),
    );
  });
});

function two(number: number): string {
  return String(number).padStart(2, "0");
}
