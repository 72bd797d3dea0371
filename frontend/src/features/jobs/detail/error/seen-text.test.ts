import { expect } from "chai";
import { seenText } from "./seen-text.ts";

describe("seenText", () => {
  it("says how often, once that is known", () => {
    const all = [0, 1, 2, 1400].map((total) => ({ total, complete: true }));
    expect([undefined, ...all].map(seenText)).to.deep.equal([
      ...["Jobs with this error", "Jobs with this error", "Seen once this week"],
      ...["Seen 2 times this week", "Seen 1,400 times this week"],
    ]);
    expect(seenText({ total: 20_000, complete: false })).to.equal(
      "Seen at least 20,000 times this week",
    );
  });
});
