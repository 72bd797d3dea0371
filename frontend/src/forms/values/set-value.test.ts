import { expect } from "chai";
import { setValue } from "./set-value.ts";

describe("setValue", () => {
  it("replaces a value and keeps what stands beside it", () => {
    const before = { rows: [{ a: 1 }, { a: 2 }], other: { b: 3 } };
    const after = setValue(before, ["rows", 1, "a"], 5) as typeof before;
    expect(after).to.deep.equal({ rows: [{ a: 1 }, { a: 5 }], other: { b: 3 } });
    expect(after.other).to.equal(before.other);
    expect(after.rows[0]).to.equal(before.rows[0]);
    expect(before.rows[1]).to.deep.equal({ a: 2 });
  });

  it("creates the objects and lists on the way", () => {
    expect(setValue(undefined, ["a", 0, "b"], 1)).to.deep.equal({ a: [{ b: 1 }] });
  });

  it("keeps the key of a property that is cleared, and its place", () => {
    expect(Object.keys(setValue({ a: 1, b: 2 }, ["a"], undefined) as object)).to.deep.equal([
      "a",
      "b",
    ]);
  });

  it("replaces the whole value for an empty path", () => {
    expect(setValue({ a: 1 }, [], { b: 2 })).to.deep.equal({ b: 2 });
  });

  it("sets a key that is the name of a prototype as a property", () => {
    const after = setValue({}, ["__proto__", "x"], 1) as object;
    expect(Object.keys(after)).to.deep.equal(["__proto__"]);
    expect(Object.getPrototypeOf(after)).to.equal(Object.prototype);
  });
});
