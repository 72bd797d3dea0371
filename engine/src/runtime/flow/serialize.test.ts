import { expect } from "chai";
import { serialize, serializeBy } from "./serialize.ts";

describe("serialize", () => {
  it("runs one call after the other, in the order made", async () => {
    const { work, running } = someWork();
    const call = serialize(work);
    const results = await Promise.all([call("a1"), call("a2"), call("b1")]);
    expect(results).to.deep.equal(["a1", "a2", "b1"]);
    expect(running.order).to.deep.equal(["a1", "a2", "b1"]);
    expect(running.most).to.equal(1);
  });

  it("goes on after a call that throws", async () => {
    const call = serialize(async (item: string) => {
      if (item === "bad") throw new Error("bad");
      return item;
    });
    const bad = call("bad").catch(String);
    expect(await call("good")).to.equal("good");
    expect(await bad).to.equal("Error: bad");
  });
});

describe("serializeBy", () => {
  it("runs calls of one key one after the other, and those of others beside them", async () => {
    const { work, running } = someWork();
    const call = serializeBy((item: string) => item.slice(0, 1), work);
    await Promise.all([call("a1"), call("a2"), call("b1")]);
    expect(running.order.indexOf("a1")).to.be.below(running.order.indexOf("a2"));
    expect(running.most).to.equal(2);
  });
});

/** Work that takes a turn of the event loop and counts how much of it runs at once. */
function someWork() {
  const running = { now: 0, most: 0, order: [] as string[] };
  async function work(item: string) {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    await new Promise((resolve) => setImmediate(resolve));
    running.now -= 1;
    running.order.push(item);
    return item;
  }
  return { work, running };
}
