import { expect } from "chai";
import type { Store } from "../../store.ts";
import { noLimits } from "../../verbs/work-store.ts";
import { claim, submit } from "../helpers.ts";

export function holdsSuite(use: () => Store): void {
  const holds = (queue: string, given: { limit?: number; maxHeld?: number } = {}) =>
    use().keyHolds({ queue, limit: 10, maxHeld: 1000, ...given });
  /** Stores jobs with a key, starts what may start, and so holds the others. */
  async function hold(key: string, queues: string[], limit = 1) {
    const ids: string[] = [];
    for (const queue of queues) {
      const concurrency = { key, limit };
      ids.push((await submit(use(), { queue, concurrency, summary: `${key} in ${queue}` })).id);
    }
    await claim(use());
    await claim(use());
    return ids;
  }

  describe("keyHolds", () => {
    it("knows none where no key is full", async () => {
      await hold("a", ["red", "red"], 2);
      expect(await holds("red")).to.deep.equal({ items: [], isAll: true });
    });

    it("names full keys, who runs and waits, and the first in line", async () => {
      const a = await hold("a", ["red", "red", "red", "blue"]);
      const b = await hold("b", ["blue", "blue", "red"], 2);
      const template = (await use().getJob({ id: a[1] ?? "" }))?.template.name;
      expect(await holds("red")).to.deep.equal({
        items: [
          {
            ...{ key: "a", limit: 1, running: 1, waiting: 2 },
            first: { id: a[1], summary: "a in red", template },
          },
          {
            ...{ key: "b", limit: 2, running: 2, waiting: 1 },
            first: { id: b[2], summary: "b in red", template },
          },
        ],
        isAll: true,
      });
      expect((await holds("blue")).items.map(({ key, waiting }) => [key, waiting])).to.deep.equal([
        ["a", 1],
      ]);
      expect(await holds("green")).to.deep.equal({ items: [], isAll: true });
    });

    it("names the one with the higher priority as the first in line", async () => {
      await hold("a", ["red", "red"]);
      const concurrency = { key: "a", limit: 1 };
      const urgent = await submit(use(), { queue: "red", priority: 9, concurrency });
      await claim(use());
      expect((await holds("red")).items[0]?.first.id).to.equal(urgent.id);
    });

    it("is bounded, and says so", async () => {
      for (const key of ["a", "b", "c"]) await hold(key, ["red", "red", "red"]);
      const few = await holds("red", { limit: 2 });
      expect(few.items.map(({ key }) => key)).to.deep.equal(["a", "b"]);
      expect(few.isAll).to.equal(false);
      const short = await holds("red", { maxHeld: 3 });
      expect(short.items.map(({ key, waiting }) => [key, waiting])).to.deep.equal([
        ["a", 2],
        ["b", 1],
      ]);
      expect(short.isAll).to.equal(false);
    });
  });

  describe("ownersAtWork", () => {
    const owners = (limit = 10) => use().ownersAtWork({ limit, maxJobs: 1000 });

    it("names who has jobs that run or are held, most running first", async () => {
      expect(await owners()).to.deep.equal({ items: [], isAll: true });
      for (const createdBy of ["ann", "bob", "bob", "bob", "cleo"])
        await submit(use(), { createdBy });
      await claim(use(), { limits: { ...noLimits, perOwner: 2 } });
      expect(await owners()).to.deep.equal({
        items: [
          { owner: "bob", running: 2, waiting: 1 },
          { owner: "ann", running: 1, waiting: 0 },
          { owner: "cleo", running: 1, waiting: 0 },
        ],
        isAll: true,
      });
      const few = await owners(1);
      expect(few.items.map(({ owner }) => owner)).to.deep.equal(["bob"]);
      expect(few.isAll).to.equal(false);
    });
  });
}
