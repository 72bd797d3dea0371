import { expect } from "chai";
import fc from "fast-check";
import { anEvent } from "../../testing/a-job.ts";
import { createSequenceFilter } from "./sequence-filter.ts";

const step = (id: string, seq: number) => anEvent("job.progressed", { id, seq });

describe("the sequencer", () => {
  it("lets the next event of a job through", () => {
    const { check } = createSequenceFilter();
    expect([1, 2, 3].map((seq) => check(step("a", seq)))).to.deep.equal([
      "fresh",
      "fresh",
      "fresh",
    ]);
  });

  it("holds back what was shown already", () => {
    const { check } = createSequenceFilter();
    check(step("a", 2));
    expect(check(step("a", 2))).to.equal("stale");
    expect(check(step("a", 1))).to.equal("stale");
  });

  it("tells of a hole", () => {
    const { check } = createSequenceFilter();
    check(step("a", 2));
    expect(check(step("a", 4))).to.equal("hole");
  });

  it("knows nothing of a job's past, so the first event of it leaves no hole", () => {
    expect(createSequenceFilter().check(step("a", 7))).to.equal("fresh");
  });

  it("counts each job for itself", () => {
    const { check } = createSequenceFilter();
    check(step("a", 5));
    expect(check(step("b", 1))).to.equal("fresh");
  });

  it("forgets the job unheard of for longest when there are too many", () => {
    const { check } = createSequenceFilter(2);
    for (const id of ["a", "b", "a", "c"]) check(step(id, id === "a" ? 9 : 1));
    check(step("a", 10));
    expect(check(step("b", 1)), "b was forgotten").to.equal("fresh");
  });

  it("only ever lets rising numbers through, however events repeat and cross", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (numbers) => {
        const { check } = createSequenceFilter();
        const shown = numbers.filter((seq) => check(step("a", seq)) !== "stale");
        expect(shown).to.deep.equal([...new Set(shown)].sort((a, b) => a - b));
        expect(Math.max(0, ...shown)).to.equal(Math.max(0, ...numbers));
      }),
    );
  });
});
