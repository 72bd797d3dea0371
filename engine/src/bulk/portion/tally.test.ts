import { expect } from "chai";
import fc from "fast-check";
import { pauseAfter, portionSize } from "./pace.ts";
import { type Outcome, tally } from "./tally.ts";

const anOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ id: fc.string(), outcome: fc.constant("moved" as const) }),
  fc.record({ id: fc.string(), outcome: fc.constant("left" as const) }),
  fc.record({
    id: fc.string(),
    outcome: fc.constant("refused" as const),
    code: fc.constantFrom("state-conflict", "job-not-found", "internal"),
    state: fc.constantFrom("failed" as const, "running" as const, null),
  }),
);

describe("tally", () => {
  it("counts each job once, and each refusal under one reason with at most five samples", () => {
    fc.assert(
      fc.property(fc.array(fc.array(anOutcome)), (portions) => {
        const none = { done: 0, failed: 0, reasons: [] };
        const { done, failed, reasons } = portions.reduce(tally, none);
        const all = portions.flat();
        expect(done).to.equal(all.filter(({ outcome }) => outcome === "moved").length);
        expect(failed).to.equal(all.filter(({ outcome }) => outcome === "refused").length);
        expect(reasons.reduce((sum, { count }) => sum + count, 0)).to.equal(failed);
        const counts = reasons.map(({ count }) => count);
        expect(counts).to.deep.equal(counts.toSorted((a, b) => b - a));
        for (const { sampleIds } of reasons) expect(sampleIds.length).to.be.within(1, 5);
      }),
    );
  });
});

describe("The pace of an action", () => {
  it("leaves at least as much time to others as a portion took", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100_000), (jobs, tookMs) => {
        expect(pauseAfter({ jobs, tookMs, faults: 0 }, null)).to.be.at.least(Math.max(50, tookMs));
      }),
    );
  });

  it("is never above its rate, in whatever portions", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), fc.nat(5000), (perMinute, tookMs) => {
        const jobs = portionSize(perMinute);
        expect(jobs).to.be.within(1, 100);
        const perPortionMs = tookMs + pauseAfter({ jobs, tookMs, faults: 0 }, perMinute);
        expect((jobs / perPortionMs) * 60_000).to.be.at.most(perMinute * 1.01);
      }),
    );
  });

  it("waits longer from fault to fault, half a minute at most", () => {
    const pauses = Array.from({ length: 9 }, (_, fault) =>
      pauseAfter({ jobs: 1, tookMs: 5, faults: fault + 1 }, null),
    );
    expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 16_000, ...Array(4).fill(30_000)]);
  });
});
