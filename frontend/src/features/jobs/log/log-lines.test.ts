import type { LogLine } from "@formwork/contracts/job";
import { expect } from "chai";
import fc from "fast-check";
import { filterLines, logAsText, splitAtMatches } from "./log-lines.ts";

const line = (offset: number, given: Partial<LogLine> = {}): LogLine => ({
  attempt: 1,
  offset,
  stream: "stdout",
  text: `line ${offset}`,
  at: "2025-11-22T10:00:00.000Z",
  ...given,
});
const offsets = (all: readonly LogLine[]) => all.map(({ offset }) => offset);

describe("the lines of a log", () => {
  it("are filtered by attempt and by a search that ignores colours", () => {
    const all = [
      line(1, { text: "Disk \u001b[31mfull\u001b[0m" }),
      line(2, { attempt: 2, text: "disk full" }),
      line(3, { attempt: 2 }),
    ];
    expect(offsets(filterLines(all, { attempt: null, search: "DISK FULL" }))).to.deep.equal([1, 2]);
    expect(offsets(filterLines(all, { attempt: 2, search: "" }))).to.deep.equal([2, 3]);
    expect(offsets(filterLines(all, { attempt: 2, search: "disk" }))).to.deep.equal([2]);
  });

  it("become a text file without escape sequences", () => {
    expect(logAsText([line(1, { stream: "stderr", text: "\u001b[31mno\u001b[0m" })])).to.equal(
      "2025-11-22T10:00:00.000Z stderr no\n",
    );
  });
});

describe("splitAtMatches", () => {
  it("marks each match", () => {
    expect(splitAtMatches("a-A-b", "a")).to.deep.equal([
      { at: 0, text: "a", isMatch: true },
      { at: 1, text: "-", isMatch: false },
      { at: 2, text: "A", isMatch: true },
      { at: 3, text: "-b", isMatch: false },
    ]);
  });

  it("is the text again when joined", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, search) => {
        expect(
          splitAtMatches(text, search)
            .map((part) => part.text)
            .join(""),
        ).to.equal(text);
      }),
    );
  });
});
