import { expect } from "chai";
import fc from "fast-check";
import { jsonTokens } from "./json-tokens.ts";

describe("the pieces of JSON", () => {
  it("know a key from a string, a number and a word", () => {
    const kinds = jsonTokens('{"a": "b", "c": [1.5e3, true, null]}')
      .filter(({ kind }) => kind !== "mark")
      .map(({ kind, text }) => [kind, text]);
    expect(kinds).to.deep.equal([
      ["key", '"a"'],
      ["string", '"b"'],
      ["key", '"c"'],
      ["number", "1.5e3"],
      ["word", "true"],
      ["word", "null"],
    ]);
  });

  it("are the text again when joined, and each begins where it says", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        const tokens = jsonTokens(text);
        expect(tokens.map((token) => token.text).join("")).to.equal(text);
        for (const { at, text: piece } of tokens) expect(text.startsWith(piece, at)).to.equal(true);
      }),
    );
  });
});
