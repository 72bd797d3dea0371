import { expect } from "chai";
import { setItem, tupleItems } from "./tuple-items.ts";

describe("tupleItems", () => {
  it("returns a schema for each of the first items, and that of all others", () => {
    const [a, b, c] = [{ type: "string" }, { type: "integer" }, { type: "boolean" }];
    expect(tupleItems({ prefixItems: [a, b], items: c })).to.deep.equal({ fixed: [a, b], rest: c });
    expect(tupleItems({ prefixItems: [a], items: false }).rest).to.equal(null);
    expect(tupleItems({ prefixItems: [a] }).rest).to.equal(null);
  });
});

describe("setItem", () => {
  it("sets an item, and makes those before it undefined that are empty", () => {
    expect(setItem([], [1], "b")).to.deep.equal([undefined, "b"]);
    expect(setItem(["a", { x: 1 }], [1, "x"], 2)).to.deep.equal(["a", { x: 2 }]);
  });

  it("drops empty items at the end", () => {
    expect(setItem([undefined, "b"], [1], undefined)).to.deep.equal([]);
    expect(setItem(["a", "b"], [1], undefined)).to.deep.equal(["a"]);
  });

  it("keeps a null that was chosen", () => {
    expect(setItem(["a"], [1], null)).to.deep.equal(["a", null]);
  });
});
