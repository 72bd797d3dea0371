import { expect } from "chai";
import fc from "fast-check";
import { targetsFirst } from "./targets-first.ts";

/** Jobs and what each depends on: only on jobs with a smaller number, as a submit makes sure. */
const graphs = fc
  .array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 })
  .map((rows) => rows.map((row, at) => row.filter((target) => target < at)));

describe("targetsFirst", () => {
  it("lists every job once, behind those that it depends on", () => {
    fc.assert(
      fc.property(graphs.chain(withOrder), ({ graph, order }) => {
        const ordered = targetsFirst(order, (id) => (graph[Number(id)] ?? []).map(String));
        expect(ordered.toSorted()).to.deep.equal(order.toSorted());
        for (const [at, id] of ordered.entries())
          for (const target of graph[Number(id)] ?? [])
            if (order.includes(String(target)))
              expect(ordered.indexOf(String(target))).to.be.lessThan(at);
      }),
    );
  });

  it("keeps the order of jobs that depend on nothing", () => {
    expect(targetsFirst(["c", "a", "b"], () => [])).to.deep.equal(["c", "a", "b"]);
  });

  it("passes a circle once", () => {
    const next: Record<string, string[]> = { a: ["b"], b: ["c"], c: ["a"] };
    expect(targetsFirst(["a", "b", "c"], (id) => next[id] ?? []).toSorted()).to.deep.equal([
      "a",
      "b",
      "c",
    ]);
  });
});

function withOrder(graph: number[][]) {
  const ids = graph.map((_, at) => String(at));
  return fc.record({ graph: fc.constant(graph), order: fc.shuffledSubarray(ids) });
}
