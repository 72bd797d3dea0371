import { expect } from "chai";
import fc from "fast-check";
import { mergeDefaults } from "./merge-defaults.ts";

describe("mergeDefaults", () => {
  it("adds missing properties and items, and keeps the given ones", () => {
    const given = { a: 1, list: [{ x: 5 }] };
    const filled = { a: 0, b: 2, list: [{ x: 0, y: 1 }, { y: 2 }] };
    expect(mergeDefaults(given, filled)).to.deep.equal({
      a: 1,
      b: 2,
      list: [{ x: 5, y: 1 }, { y: 2 }],
    });
  });

  it("takes a default in no other form than the given value has", () => {
    expect(mergeDefaults({ a: "text" }, { a: { b: 1 } })).to.deep.equal({ a: "text" });
    expect(mergeDefaults({ a: null }, { a: [1] })).to.deep.equal({ a: null });
  });

  it("leaves JSON unchanged by defaults that equal it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(mergeDefaults(value, value))).to.equal(JSON.stringify(value));
      }),
    );
  });
});
