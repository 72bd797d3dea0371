import { aWorkerEvent } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { anEvent } from "../../testing/a-job.ts";
import { createSequenceFilter } from "./sequence-filter.ts";

const event = (id: string, seq: number) => anEvent("job.progressed", { id, seq });

describe("the sequence filter", () => {
  it("calls the next event of a job fresh", () => {
    const { check } = createSequenceFilter();
    expect([1, 2, 3].map((seq) => check(event("a", seq)))).to.deep.equal([
      "fresh",
      "fresh",
      "fresh",
    ]);
  });

  it("calls an event stale that came before, or is older than one that did", () => {
    const { check } = createSequenceFilter();
    check(event("a", 2));
    expect(check(event("a", 2))).to.equal("stale");
    expect(check(event("a", 1))).to.equal("stale");
  });

  it("reports a gap between two events of a job", () => {
    const { check } = createSequenceFilter();
    check(event("a", 2));
    expect(check(event("a", 4))).to.equal("gap");
  });

  it("reports no gap before the first event it sees of a job", () => {
    expect(createSequenceFilter().check(event("a", 7))).to.equal("fresh");
  });

  it("calls an event of no job stale that came before, and no other", () => {
    const { check, clear } = createSequenceFilter();
    const [one, next] = [aWorkerEvent(), { ...aWorkerEvent(), id: "next" }];
    expect([one, next, one].map(check)).to.deep.equal(["fresh", "fresh", "stale"]);
    clear();
    expect(check(one)).to.equal("fresh");
  });

  it("counts each job apart", () => {
    const { check } = createSequenceFilter();
    check(event("a", 5));
    expect(check(event("b", 1))).to.equal("fresh");
  });

  it("forgets the least recently used job when there are too many", () => {
    const { check } = createSequenceFilter(2);
    for (const id of ["a", "b", "a", "c"]) check(event(id, id === "a" ? 9 : 1));
    check(event("a", 10));
    expect(check(event("b", 1)), "b was forgotten").to.equal("fresh");
  });

  it("starts anew when it is cleared", () => {
    const { check, clear } = createSequenceFilter();
    check(event("a", 5));
    clear();
    expect(check(event("a", 1))).to.equal("fresh");
  });

  it("lets only rising numbers through, however events repeat and cross", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (numbers) => {
        const { check } = createSequenceFilter();
        const passed = numbers.filter((seq) => check(event("a", seq)) !== "stale");
        expect(passed).to.deep.equal([...new Set(passed)].sort((a, b) => a - b));
        expect(Math.max(0, ...passed)).to.equal(Math.max(0, ...numbers));
      }),
    );
  });
});
