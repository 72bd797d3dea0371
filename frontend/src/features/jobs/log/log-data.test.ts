import type { LogLine } from "@formwork/contracts/job";
import { expect } from "chai";
import fc from "fast-check";
import { addNewer, addOlder, followingLines, type LogData } from "./log-data.ts";

const lines = (...offsets: number[]): LogLine[] =>
  offsets.map((offset) => ({
    attempt: 1,
    offset,
    stream: "stdout",
    text: `line ${offset}`,
    at: "2025-11-22T10:00:00.000Z",
  }));
const offsets = (all: readonly LogLine[]) => all.map(({ offset }) => offset);
const loaded = (...numbers: number[]): LogData => ({
  lines: lines(...numbers),
  older: numbers[0] ?? null,
});

describe("the loaded part of a log", () => {
  it("grows at its end, each line once", () => {
    const data = addNewer(loaded(5, 6), lines(6, 7, 8));
    expect(offsets(data.lines)).to.deep.equal([5, 6, 7, 8]);
    expect(data.older).to.equal(5);
    expect(addNewer(data, lines(7, 8)), "nothing new").to.equal(data);
  });

  it("grows at its start, each line once", () => {
    const data = addOlder(loaded(5, 6), { lines: lines(3, 4, 5), older: 3 });
    expect(offsets(data.lines)).to.deep.equal([3, 4, 5, 6]);
    expect(data.older).to.equal(3);
    expect(addOlder(data, { lines: lines(1, 2), older: null }).older).to.equal(null);
  });

  it("is followed by pushed lines up to the first hole", () => {
    expect(offsets(followingLines(loaded(5, 6), lines(9, 7, 8, 6)))).to.deep.equal([7, 8, 9]);
    expect(offsets(followingLines(loaded(5, 6), lines(7, 9)))).to.deep.equal([7]);
    expect(offsets(followingLines(loaded(), lines(1, 2)))).to.deep.equal([1, 2]);
    expect(offsets(followingLines(loaded(), lines(2)))).to.deep.equal([]);
  });

  it("has no hole and no line twice, whatever is pushed", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 30 }))), (pushes) => {
        const data = pushes.reduce(
          (known, push) => addNewer(known, followingLines(known, lines(...push))),
          loaded(3, 4),
        );
        expect(offsets(data.lines)).to.deep.equal(data.lines.map((_line, index) => index + 3));
      }),
    );
  });
});
