import { expect } from "chai";
import { validate, version } from "uuid";
import { newId } from "./new-id.ts";

describe("newId", () => {
  const ids = Array.from({ length: 5000 }, newId);

  it("returns unique UUIDs of version 7", () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).to.equal(true);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("returns them in ascending order, many in a millisecond", () => {
    expect(ids).to.deep.equal(ids.toSorted());
  });

  it("draws a new random part for each", () => {
    const tails = new Set(ids.map((id) => id.slice(-8)));
    expect(tails.size).to.be.above(ids.length - 5);
  });
});
