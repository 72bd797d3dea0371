import { isFinal, jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { decideRetry, type RetriedJob } from "./decide-retry.ts";

const now = 1_000_000;
const retried = fc.record<RetriedJob>({
  state: fc.constantFrom("failed", "cancelled", "retrying"),
  runAt: fc.integer({ min: now - 10, max: now + 10 }),
  failures: fc.nat(2),
  onDependencyFailure: fc.constantFrom("cancel", "run"),
  wasQueued: fc.boolean(),
});
const targets = fc.uniqueArray(
  fc.record({ id: fc.uuid(), state: fc.constantFrom(...jobStates, undefined) }),
  { maxLength: 4, selector: ({ id }) => id },
);

describe("decideRetry", () => {
  it("waits for targets that have not ended and for nothing else", () => {
    fc.assert(
      fc.property(retried, targets, (job, given) => {
        const decided = decideRetry(job, given, now);
        if (decided.cause !== "reschedule") return;
        const open = given.filter(({ state }) => state !== undefined && !isFinal(state));
        expect(open.map(({ id }) => id)).to.include.members(decided.waitsFor);
        expect(decided.waitsFor.length > 0 || (decided.due ?? 0) > now).to.equal(true);
      }),
    );
  });

  it("never starts a job beside one that it was to follow", () => {
    fc.assert(
      fc.property(retried, targets, (job, given) => {
        const isOpen = given.some(({ state }) => state !== undefined && !isFinal(state));
        const needs = job.onDependencyFailure === "run" || !job.wasQueued;
        if (job.state === "retrying" || !isOpen || !needs) return;
        expect(decideRetry(job, given, now).cause).not.to.equal("retry");
      }),
    );
  });

  it("refuses only a job that would be cancelled again", () => {
    fc.assert(
      fc.property(retried, targets, (job, given) => {
        const isUnmet = given.some(
          ({ state }) =>
            !["scheduled", "queued", "running", "retrying", "succeeded"].includes(state ?? ""),
        );
        const wouldFail = job.onDependencyFailure === "cancel" && !job.wasQueued && isUnmet;
        expect(decideRetry(job, given, now).cause === "unmet").to.equal(
          wouldFail && job.state !== "retrying",
        );
      }),
    );
  });
});
