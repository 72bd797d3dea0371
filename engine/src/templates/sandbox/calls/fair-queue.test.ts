import { expect } from "chai";
import fc from "fast-check";
import { createFairQueue } from "./fair-queue.ts";

describe("a fair queue", () => {
  const takeAll = (queue: ReturnType<typeof createFairQueue<string, number>>) =>
    Array.from({ length: queue.size() }, () => queue.take());

  it("gives each caller a turn, however many items another has", () => {
    const queue = createFairQueue<string, number>();
    for (let item = 0; item < 1000; item++) queue.push("many", item);
    queue.push("one", -1);
    queue.push("two", -2);
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).to.deep.equal([0, -1, -2, 1]);
  });

  it("gives items that are put back their turn before others, in their order", () => {
    const queue = createFairQueue<string, number>();
    queue.push("a", 3);
    queue.push("b", 4);
    queue.putBack([
      ["c", 5],
      ["a", 1],
      ["a", 2],
    ]);
    expect(takeAll(queue)).to.deep.equal([5, 1, 4, 2, 3]);
  });

  it("keeps the order of each caller, and all items, whatever is done in between", () => {
    const caller = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(caller, fc.constant("take" as const));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const queue = createFairQueue<string, { caller: string; index: number }>();
        const taken: { caller: string; index: number }[] = [];
        for (const [index, what] of steps.entries()) {
          const item = what === "take" ? queue.take() : undefined;
          if (item !== undefined) taken.push(item);
          if (what !== "take") queue.push(what, { caller: what, index });
        }
        for (let item = queue.take(); item !== undefined; item = queue.take()) taken.push(item);
        const pushed = steps.flatMap((what, index) => (what === "take" ? [] : [index]));
        expect(taken.map(({ index }) => index).sort((a, b) => a - b)).to.deep.equal(pushed);
        for (const one of ["a", "b", "c"]) {
          const order = taken.filter((item) => item.caller === one).map(({ index }) => index);
          expect(order).to.deep.equal([...order].sort((a, b) => a - b));
        }
        expect(queue.size()).to.equal(0);
      }),
    );
  });

  it("lets go of a caller", () => {
    const queue = createFairQueue<string, number>();
    for (const item of [1, 2]) queue.push("a", item);
    queue.push("b", 3);
    expect([queue.sizeOf("a"), queue.heads()]).to.deep.equal([
      2,
      [
        ["a", 1],
        ["b", 3],
      ],
    ]);
    expect(queue.takeAll("a")).to.deep.equal([1, 2]);
    expect([queue.size(), queue.take(), queue.take()]).to.deep.equal([1, 3, undefined]);
  });
});
