import { expect } from "chai";
import { addDefaults } from "./add-defaults.ts";

describe("addDefaults", () => {
  it("adds what is missing, also in objects and items", () => {
    expect(
      addDefaults({ a: { x: 1 }, rows: [{}] }, { a: { x: 9, y: 2 }, rows: [{ z: 3 }], b: 4 }),
    ).to.deep.equal({ a: { x: 1, y: 2 }, rows: [{ z: 3 }], b: 4 });
  });

  it("leaves a property alone that was cleared", () => {
    expect(addDefaults({ a: undefined }, { a: 1 })).to.deep.equal({ a: undefined });
  });

  it("adds no items to a list", () => {
    expect(addDefaults({ rows: [] }, { rows: [null] })).to.deep.equal({ rows: [] });
  });

  it("returns the same object where nothing is missing", () => {
    const value = { a: { x: 1 }, rows: [{ z: 3 }] };
    expect(addDefaults(value, structuredClone(value))).to.equal(value);
    const changed = addDefaults(value, { ...structuredClone(value), b: 1 }) as typeof value;
    expect(changed.rows).to.equal(value.rows);
  });
});
