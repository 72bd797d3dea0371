import { expect } from "chai";
import fc from "fast-check";
import { maxStartBytes, sizeOfLine, startNotice } from "../../attempt-limits.ts";
import { fittingLines, type LogPlace, type NewLine, placeAfter } from "./log-place.ts";

const start: LogPlace = { last: 0, count: 0, bytes: 0, full: false };

/** Returns lines as the store would return them. */
function stored(place: LogPlace, lines: readonly NewLine[]) {
  const at = "2030-01-01T00:00:00.000Z";
  return lines.map((line, index) => ({
    ...line,
    ...{ attempt: 1, offset: place.last + index + 1, at },
  }));
}

describe("the place in an attempt's log", () => {
  it("is the same, however the lines are divided into appends", () => {
    const lines = fc.array(fc.string({ maxLength: 50 }), { maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.nat(20), (texts, cut) => {
        const all = stored(
          start,
          texts.map((text) => ({ stream: "stdout", text })),
        );
        const inTwo = placeAfter(placeAfter(start, all.slice(0, cut)), all.slice(cut));
        expect(inTwo).to.deep.equal(placeAfter(start, all));
      }),
    );
  });

  it("never passes the limit, and is full after the notice", () => {
    const near = { ...start, bytes: maxStartBytes - 200 };
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 100 })), (texts) => {
        const lines = texts.map((text): NewLine => ({ stream: "stdout", text }));
        const fitting = fittingLines(near, lines);
        const isCut = fitting.at(-1)?.stream === "system";
        const kept = isCut ? fitting.slice(0, -1) : fitting;
        const bytes = kept.reduce((sum, { text }) => sum + sizeOfLine(text), near.bytes);
        expect(bytes).to.be.at.most(maxStartBytes);
        expect(kept).to.deep.equal(lines.slice(0, kept.length));
        expect(isCut).to.equal(kept.length < lines.length);
        expect(placeAfter(near, stored(near, fitting)).full).to.equal(isCut);
      }),
    );
  });

  it("says in the notice how much an attempt may write", () => {
    const full = { ...start, bytes: maxStartBytes };
    expect(fittingLines(full, [{ stream: "stdout", text: "" }])).to.deep.equal([
      { stream: "system", text: startNotice },
    ]);
  });
});
