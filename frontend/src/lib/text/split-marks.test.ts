import { expect } from "chai";
import { splitMarks } from "./split-marks.ts";

describe("splitMarks", () => {
  it("takes marks out of a text, and nothing else that looks like a tag", () => {
    expect(splitMarks("Row <n> at <host>: <b>")).to.deep.equal([
      { text: "Row ", isMark: false },
      { text: "number", isMark: true },
      { text: " at ", isMark: false },
      { text: "host", isMark: true },
      { text: ": <b>", isMark: false },
    ]);
    expect(splitMarks("<n>")).to.deep.equal([{ text: "number", isMark: true }]);
    expect(splitMarks("")).to.deep.equal([]);
  });
});
