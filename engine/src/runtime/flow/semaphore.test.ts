import { expect } from "chai";
import { createSemaphore } from "./semaphore.ts";

describe("semaphore", () => {
  it("gives out its permits, and the next ones in turn as these are released", async () => {
    const semaphore = createSemaphore({ permits: 2 });
    const [release] = [await semaphore.acquire(), await semaphore.acquire()];
    const order: string[] = [];
    const third = semaphore.acquire();
    void third.then(() => order.push("third"));
    void semaphore.acquire().then(() => order.push("fourth"));
    await turn();
    expect(order).to.deep.equal([]);
    expect(semaphore.waiting()).to.equal(2);
    release();
    release();
    await turn();
    expect(order).to.deep.equal(["third"]);
    (await third)();
    await turn();
    expect(order).to.deep.equal(["third", "fourth"]);
  });

  it("hands a permit to the one who waits, not to one who comes in the same turn", async () => {
    const semaphore = createSemaphore({ permits: 1 });
    const release = await semaphore.acquire();
    const order: string[] = [];
    void semaphore.acquire().then(() => order.push("first"));
    release();
    void semaphore.acquire().then(() => order.push("second"));
    await turn();
    expect(order).to.deep.equal(["first"]);
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
