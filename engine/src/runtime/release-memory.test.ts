import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect } from "chai";

describe("an idle thread", () => {
  it("gives back the memory of its heap that it no longer uses", async () => {
    // The heap of this thread also holds what other tests have left.
    const thread = new Worker(new URL("../testing/idle-thread.ts", import.meta.url));
    const [{ before, after }] = await once(thread, "message");
    expect(before).to.be.above(8);
    expect(after).to.be.below(before - 8);
  });
});
