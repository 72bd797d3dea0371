import { expect } from "chai";
import { entityTag, isAsExpected } from "./entity-tag.ts";

describe("A write under a condition", () => {
  const tag = entityTag(["id", "seq"], { id: "a", seq: 3, state: "queued" });
  const cases: [string | null, Record<string, string>, boolean][] = [
    [tag, {}, true],
    [tag, { "if-match": tag }, true],
    [tag, { "if-match": `"b.1", ${tag}` }, true],
    [tag, { "if-match": "*" }, true],
    [tag, { "if-match": '"a.2"' }, false],
    [tag, { "if-none-match": "*" }, false],
    [tag, { "if-none-match": tag }, false],
    [tag, { "if-none-match": '"a.2"' }, true],
    [null, { "if-none-match": "*" }, true],
    [null, { "if-match": "*" }, false],
    [null, { "if-match": tag }, false],
  ];
  for (const [current, headers, expected] of cases)
    it(`${expected ? "goes on" : "is refused"} for ${current} with ${JSON.stringify(headers)}`, () => {
      expect(isAsExpected(current, headers)).to.equal(expected);
    });
});
