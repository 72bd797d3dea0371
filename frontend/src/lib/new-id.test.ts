import { expect } from "chai";
import { newId } from "./new-id.ts";

describe("newId", () => {
  it("makes ids of 32 digits, which differ", () => {
    const ids = new Set(Array.from({ length: 100 }, newId));
    expect(ids).to.have.property("size", 100);
    for (const id of ids) expect(id).to.match(/^[0-9a-f]{32}$/);
  });
});
