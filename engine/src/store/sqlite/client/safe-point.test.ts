import { expect } from "chai";
import { createSafePoint } from "./safe-point.ts";

describe("the safe point", () => {
  it("holds an answer until every commit that it may have seen is on disk", () => {
    const point = createSafePoint();
    const released: number[] = [];
    for (const seen of [0, 2, 1, 3]) point.when(seen, () => released.push(seen));
    expect(released).to.deep.equal([0]);
    point.advance(2);
    expect(released).to.deep.equal([0, 2, 1]);
    point.advance(1);
    point.when(2, () => released.push(22));
    point.advance(3);
    expect(released).to.deep.equal([0, 2, 1, 22, 3]);
  });
});
