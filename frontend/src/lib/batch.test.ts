import { expect } from "chai";
import { createBatch } from "./batch.ts";

describe("a batch", () => {
  it("hands on together what came in together, in order", async () => {
    const bundles = await new Promise<number[][]>((resolve) => {
      const seen: number[][] = [];
      const batch = createBatch<number>((items) => {
        seen.push(items);
        if (seen.length === 2) resolve(seen);
        else batch.add(3);
      }, 1);
      batch.add(1);
      batch.add(2);
    });
    expect(bundles).to.deep.equal([[1, 2], [3]]);
  });

  it("hands on nothing once it was stopped", async () => {
    const seen: number[][] = [];
    const stopped = createBatch<number>((items) => seen.push(items), 1);
    stopped.add(1);
    stopped.stop();
    await new Promise<void>((resolve) => createBatch(() => resolve(), 5).add(0));
    expect(seen).to.deep.equal([]);
  });
});
