import { expect } from "chai";
import fc from "fast-check";
import { jsonEqual } from "./json-equal.ts";

describe("jsonEqual", () => {
  it("is true for any value and its copy", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => void expect(jsonEqual(value, structuredClone(value))).to.equal(true),
      ),
    );
  });

  it("ignores the order of keys and keys without a value", () => {
    expect(jsonEqual({ a: 1, b: [2] }, { b: [2], a: 1, c: undefined })).to.equal(true);
  });

  it("is false for values that differ", () => {
    expect(jsonEqual([1, 2], [2, 1])).to.equal(false);
    expect(jsonEqual({}, [])).to.equal(false);
    expect(jsonEqual({ a: undefined }, { b: 1 })).to.equal(false);
    expect(jsonEqual({ a: 1 }, { b: 1 })).to.equal(false);
    expect(jsonEqual([undefined], [])).to.equal(false);
    expect(jsonEqual(null, {})).to.equal(false);
  });
});
