import { expect } from "chai";
import fc from "fast-check";
import { childPointer, lookUpPointer, pointerKeys } from "./pointer.ts";

describe("pointers", () => {
  it("return the keys they were made of", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        expect(pointerKeys(keys.reduce(childPointer, ""))).to.deep.equal(keys);
      }),
    );
  });

  it("look values up by own keys only", () => {
    expect(lookUpPointer({ "a/b": [{ c: 1 }] }, "/a~1b/0/c")).to.equal(1);
    expect(lookUpPointer({ $defs: { "a b": 1 } }, "#/$defs/a%20b")).to.equal(1);
    expect(lookUpPointer({ "%": 1 }, "#/%")).to.equal(1);
    expect(lookUpPointer({}, "/toString")).to.equal(undefined);
    expect(lookUpPointer({}, "")).to.deep.equal({});
  });
});
