import { expect } from "chai";
import fc from "fast-check";
import { jsonText } from "./json-text.ts";

describe("a value as JSON text", () => {
  it("shows terminal codes and marks of direction as escapes", () => {
    expect(jsonText("\u001b[31m\u202Efdp\u2066")).to.equal('"\\u001b[31m\\u202efdp\\u2066"');
  });

  it("reads back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("", "\u202e", "\u2069"), (value, mark) => {
        const marked = { [`key${mark}`]: value, text: `a${mark}b` };
        expect(JSON.parse(jsonText(marked))).to.deep.equal(JSON.parse(JSON.stringify(marked)));
      }),
    );
  });
});
