import { expect } from "chai";
import fc from "fast-check";
import { cleanLine, safeJson } from "./clean.ts";

// What a terminal obeys: control characters of both ranges, and marks of direction.
const active = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom("\u001b[31m", "\u001b]0;title\u0007", "\u009b2J", "\r", "\n", "\u202e", "\t"),
      fc.string({ unit: "binary", maxLength: 10 }),
    ),
  )
  .map((parts) => parts.join(""));

describe("what is shown of the data of others", () => {
  it("is one line without anything that a terminal obeys", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(cleanLine(text)).to.not.match(active);
      }),
    );
    expect(cleanLine("\u001b[31mred\u001b[0m\nnext")).to.equal("red next");
  });

  it("is JSON that a terminal does not obey, and that parses to the same value", () => {
    const values = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(values, hostile, (value, text) => {
        const json = safeJson({ value, [text]: text });
        expect(json).to.not.match(active);
        expect(JSON.parse(json)).to.deep.equal(JSON.parse(JSON.stringify({ value, [text]: text })));
      }),
    );
  });
});
