import { expect } from "chai";
import fc from "fast-check";
import { jsonTokens } from "./json-tokens.ts";

describe("the tokens of JSON", () => {
  it("tell a key from a string, a number and a word", () => {
    const kinds = jsonTokens('{"a": "b", "c": [1.5e3, true, null]}')
      .filter(({ kind }) => kind !== "punctuation")
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

  it("are the text again when joined, each at the offset it has", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        const tokens = jsonTokens(text);
        expect(tokens.map((token) => token.text).join("")).to.equal(text);
        for (const { at, text: tokenText } of tokens)
          expect(text.startsWith(tokenText, at)).to.equal(true);
      }),
    );
  });
});
