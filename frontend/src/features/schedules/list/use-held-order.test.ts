import { expect } from "chai";
import { inOrder } from "./use-held-order.ts";

describe("inOrder", () => {
  it("keeps items where they were, and puts new ones last", () => {
    const items = [{ id: "c" }, { id: "new" }, { id: "a" }];
    expect(inOrder(items, ["a", "b", "c"])).to.deep.equal([
      { id: "a" },
      { id: "c" },
      { id: "new" },
    ]);
  });
});
