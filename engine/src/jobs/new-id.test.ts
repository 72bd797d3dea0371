import { expect } from "chai";
import { validate, version } from "uuid";
import { newId } from "./new-id.ts";

describe("newId", () => {
  const ids = Array.from({ length: 5000 }, newId);

  it("makes UUIDs of version 7, each once", () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).to.equal(true);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("makes them in rising order, many in a millisecond", () => {
    expect(ids).to.deep.equal(ids.toSorted());
  });

  it("shares no random part between neighbours", () => {
    const tails = new Set(ids.map((id) => id.slice(-8)));
    expect(tails.size).to.be.above(ids.length - 5);
  });
});
