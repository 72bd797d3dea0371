import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect } from "chai";

const mb = 2 ** 20;
type Sizes = { before: number; after: number };

describe("an idle thread", () => {
  let measured: { unused: Sizes; used: Sizes };
  before(async () => {
    // The heap of this thread also holds what other tests have left.
    const thread = new Worker(new URL("../testing/idle-thread.ts", import.meta.url));
    [measured] = await once(thread, "message");
  });

  it("gives back the memory of its heap that it no longer uses", () => {
    const { before, after } = measured.unused;
    expect(before).to.be.above(8 * mb);
    expect(after).to.be.below(before - 8 * mb);
  });

  it("collects what later work has left, once it has rested for a while", () => {
    const { before, after } = measured.used;
    expect(after).to.be.below(before - 8 * mb);
  });
});
