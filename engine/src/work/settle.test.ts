import { expect } from "chai";
import fc from "fast-check";
import * as builders from "../testing/an-assignment.ts";
import { settlementOf } from "./settle.ts";
import type { Assignment, Outcome } from "./work.ts";

/** Builds an assignment whose retries wait exactly as long as its template says. */
function anAssignment(
  given: { failures?: number; maxAttempts?: number; fatalExitCodes?: number[] } = {},
): Assignment {
  const { fatalExitCodes, ...rest } = given;
  const retry = { jitter: false, ...(fatalExitCodes === undefined ? {} : { fatalExitCodes }) };
  return builders.anAssignment({ ...rest, template: { retry } });
}
const failed: Outcome = { outcome: "failed", message: "no", reason: "exit", exitCode: 2 };
const settle = (assignment: Assignment, outcome: Outcome) =>
  settlementOf(assignment, outcome, () => 0);

describe("settlementOf", () => {
  it("succeeds with a result", () => {
    expect(settle(anAssignment(), { outcome: "succeeded", result: { a: 1 } })).to.deep.include({
      cause: "succeed",
      result: { a: 1 },
    });
  });

  it("stores a missing result as null", () => {
    expect(settle(anAssignment(), { outcome: "succeeded", result: undefined })).to.deep.include({
      result: null,
    });
  });

  it("waits longer before each further attempt", () => {
    expect(settle(anAssignment({ failures: 0 }), failed)).to.deep.include({
      cause: "fail",
      delayMs: 1000,
      exitCode: 2,
    });
    expect(settle(anAssignment({ failures: 1 }), failed)).to.deep.include({
      cause: "fail",
      delayMs: 2000,
    });
  });

  it("fails for good after the last attempt", () => {
    expect(settle(anAssignment({ failures: 2 }), failed)).to.deep.include({
      cause: "exhaust",
      error: { message: "no", reason: "exit" },
    });
  });

  it("uses the delay that the target asked for", () => {
    expect(settle(anAssignment(), { ...failed, delayMs: 7000 })).to.deep.include({
      cause: "fail",
      delayMs: 7000,
    });
  });

  it("never retries a fatal failure or a fatal exit code", () => {
    expect(settle(anAssignment(), { ...failed, fatal: true })).to.deep.include({
      cause: "exhaust",
    });
    expect(settle(anAssignment({ fatalExitCodes: [2] }), failed)).to.deep.include({
      cause: "exhaust",
    });
    expect(settle(anAssignment({ fatalExitCodes: [3] }), failed)).to.deep.include({
      cause: "fail",
    });
  });

  it("releases a job", () => {
    expect(settle(anAssignment(), { outcome: "released" })).to.deep.include({ cause: "release" });
  });

  it("uses exactly maxAttempts attempts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (maxAttempts) => {
        const causes = Array.from(
          { length: maxAttempts },
          (_, failures) => settle(anAssignment({ failures, maxAttempts }), failed).cause,
        );
        expect(causes.indexOf("exhaust")).to.equal(maxAttempts - 1);
      }),
    );
  });
});
