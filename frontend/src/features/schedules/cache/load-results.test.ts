import { expect } from "chai";
import { createResultLoader } from "./load-results.ts";

describe("createResultLoader", () => {
  it("fetches what is asked for in one turn together, at most 50 at once", async () => {
    const asked: string[][] = [];
    const load = createResultLoader(async (ids) => {
      asked.push(ids);
      return ids.map((id) => ({ id, results: [], missed: 1 }));
    });
    const ids = Array.from({ length: 60 }, (_, n) => `s${n}`);
    const found = await Promise.all([...ids, "s0"].map(load));
    expect(found.map(({ id }) => id)).to.deep.equal([...ids, "s0"]);
    expect(asked.map(({ length }) => length)).to.deep.equal([50, 11]);
  });

  it("finds nothing of an unknown schedule, and reports an error to all who asked", async () => {
    const none = createResultLoader(async () => []);
    expect(await none("gone")).to.deep.equal({ id: "gone", results: [], missed: 0 });
    const broken = createResultLoader(async () => Promise.reject(new Error("away")));
    const outcomes = await Promise.allSettled([broken("a"), broken("b")]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["rejected", "rejected"]);
  });
});
