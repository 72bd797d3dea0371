import { expect } from "chai";
import fc from "fast-check";
import { sameJson } from "./json-equal.ts";

describe("sameJson", () => {
  it("holds for any value and its copy", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        (value) => void expect(sameJson(value, structuredClone(value))).to.equal(true),
      ),
    );
  });

  it("does not mind the order of keys, nor keys without a value", () => {
    expect(sameJson({ a: 1, b: [2] }, { b: [2], a: 1, c: undefined })).to.equal(true);
  });

  it("tells apart what differs", () => {
    expect(sameJson([1, 2], [2, 1])).to.equal(false);
    expect(sameJson({}, [])).to.equal(false);
    expect(sameJson({ a: undefined }, { b: 1 })).to.equal(false);
    expect(sameJson({ a: 1 }, { b: 1 })).to.equal(false);
    expect(sameJson(null, {})).to.equal(false);
  });
});
