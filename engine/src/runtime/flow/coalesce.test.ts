import { expect } from "chai";
import { coalesce } from "./coalesce.ts";

describe("coalesce", () => {
  it("makes one batch of calls made in one turn and answers each with its own", async () => {
    const batches: number[][] = [];
    const double = coalesce<number, number>({
      maxBatch: 100,
      work: async (items) => {
        batches.push(items);
        return items.map((item) => item * 2);
      },
    });
    expect(await Promise.all([1, 2, 3].map(double))).to.deep.equal([2, 4, 6]);
    expect(batches).to.deep.equal([[1, 2, 3]]);
  });

  it("never makes a batch larger than it may be", async () => {
    const sizes: number[] = [];
    const same = coalesce<number, number>({
      maxBatch: 4,
      work: async (items) => {
        sizes.push(items.length);
        return items;
      },
    });
    await Promise.all(Array.from({ length: 10 }, (_, index) => same(index)));
    expect(sizes).to.deep.equal([4, 4, 2]);
  });

  it("rejects the calls of a batch that fails and goes on with the next", async () => {
    let first = true;
    const flaky = coalesce<number, number>({
      maxBatch: 10,
      work: async (items) => {
        if (!first) return items;
        first = false;
        throw new Error("down");
      },
    });
    const failed = await flaky(1).catch((error: Error) => error.message);
    expect(failed).to.equal("down");
    expect(await flaky(2)).to.equal(2);
  });
});
