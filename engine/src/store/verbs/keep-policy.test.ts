import { type FinalState, finalStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { isKeptLongEnough, type KeepPolicy, keepMsOf, shortestKeepMs } from "./keep-policy.ts";

const ms = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
const keep = fc.record({ succeeded: ms, failed: ms, cancelled: ms });
const own = fc.record({ succeeded: ms, failed: ms, cancelled: ms }, { requiredKeys: [] });
const name = fc.constantFrom("a", "b", "c", "constructor");
const policy: fc.Arbitrary<KeepPolicy> = fc
  .tuple(keep, fc.dictionary(name, own, { maxKeys: 3 }))
  .map(([general, templates]) => ({ ...general, templates }));
const state = fc.constantFrom<FinalState>(...finalStates);

describe("what is kept", () => {
  it("is never removed before the shortest time of its state", () => {
    fc.assert(
      fc.property(
        policy,
        name,
        state,
        fc.integer({ min: 0, max: 1000 }),
        (kept, template, state, age) => {
          const finishedAt = 5000 - age;
          const shortest = shortestKeepMs(kept, state);
          if (isKeptLongEnough(kept, { template, state, finishedAt }, 5000))
            expect(age).to.be.at.least(shortest ?? Number.POSITIVE_INFINITY);
        },
      ),
    );
  });

  it("stays removable as time goes by", () => {
    fc.assert(
      fc.property(
        policy,
        name,
        state,
        fc.nat(1000),
        fc.nat(1000),
        (kept, template, state, age, later) => {
          const job = { template, state, finishedAt: 5000 - age };
          if (isKeptLongEnough(kept, job, 5000))
            expect(isKeptLongEnough(kept, job, 5000 + later)).to.equal(true);
        },
      ),
    );
  });

  it("follows the template where that says something, also for ever", () => {
    const kept: KeepPolicy = {
      ...{ succeeded: 10, failed: null, cancelled: 10 },
      templates: { a: { succeeded: null, failed: 5 } },
    };
    expect(finalStates.map((state) => keepMsOf(kept, "a", state))).to.deep.equal([null, 5, 10]);
    expect(finalStates.map((state) => keepMsOf(kept, "b", state))).to.deep.equal([10, null, 10]);
    expect(finalStates.map((state) => shortestKeepMs(kept, state))).to.deep.equal([10, 5, 10]);
  });

  it("is every job that has not ended", () => {
    const kept: KeepPolicy = { succeeded: 0, failed: 0, cancelled: 0, templates: {} };
    for (const state of ["scheduled", "queued", "running", "retrying"] as const)
      expect(isKeptLongEnough(kept, { template: "a", state, finishedAt: 0 }, 5000)).to.equal(false);
  });
});
