import { expect } from "chai";
import fc from "fast-check";
import { createRecentSteps } from "./recent-steps.ts";

describe("the steps that were read lately", () => {
  it("are each new once, in whatever order the first thirty of a job come", () => {
    const step = fc.record({
      id: fc.constantFrom("a", "b", "c"),
      seq: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const isNew = createRecentSteps();
        const seen = new Set<string>();
        for (const { id, seq } of steps) {
          expect(isNew(id, seq)).to.equal(!seen.has(`${id} ${seq}`));
          seen.add(`${id} ${seq}`);
        }
      }),
    );
  });

  it("are new after the thirtieth where they are later than all before", () => {
    const isNew = createRecentSteps();
    const all = [31, 33, 32, 33, 2, 34].map((seq) => isNew("a", seq));
    expect(all).to.deep.equal([true, true, false, false, true, true]);
  });

  it("are remembered of 60,000 jobs at least", () => {
    const isNew = createRecentSteps();
    const jobs = Array.from({ length: 60_000 }, (_, n) => `job ${n}`);
    for (const id of jobs) isNew(id, 1);
    isNew("another", 1);
    expect(jobs.some((id) => isNew(id, 1))).to.equal(false);
  });
});
