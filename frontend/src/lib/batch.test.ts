import { expect } from "chai";
import { createBatch } from "./batch.ts";

describe("a batch", () => {
  it("hands on together what was added together, in order", async () => {
    const batches = await new Promise<number[][]>((resolve) => {
      const handled: number[][] = [];
      const batch = createBatch<number>((items) => {
        handled.push(items);
        if (handled.length === 2) resolve(handled);
        else batch.add(3);
      }, 1);
      batch.add(1);
      batch.add(2);
    });
    expect(batches).to.deep.equal([[1, 2], [3]]);
  });

  it("hands on nothing once it was stopped", async () => {
    const handled: number[][] = [];
    const stopped = createBatch<number>((items) => handled.push(items), 1);
    stopped.add(1);
    stopped.stop();
    await new Promise<void>((resolve) => createBatch(() => resolve(), 5).add(0));
    expect(handled).to.deep.equal([]);
  });
});
