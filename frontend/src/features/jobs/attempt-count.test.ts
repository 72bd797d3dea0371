import { expect } from "chai";
import { aJob } from "../../testing/a-job.ts";
import { attemptCount } from "./attempt-count.ts";

describe("the count of a job's attempts", () => {
  it("is out of all that the job has", () => {
    const counts = [
      aJob({ state: "running", attempt: 1, maxAttempts: 3, failures: 0 }),
      aJob({ state: "retrying", attempt: 2, maxAttempts: 3, failures: 2 }),
      aJob({ state: "failed", attempt: 3, maxAttempts: 3, failures: 3 }),
      aJob({ state: "succeeded", attempt: 2, maxAttempts: 3, failures: 1 }),
    ].map((job) => attemptCount(job));
    expect(counts).to.deep.equal(["1 of 3", "2 of 3", "3 of 3", "2 of 3"]);
  });

  it("leaves the attempts visible that an error which is never retried did not use", () => {
    expect(
      attemptCount(aJob({ state: "failed", attempt: 1, maxAttempts: 3, failures: 1 })),
    ).to.equal("1 of 3");
  });

  it("never passes its limit after a retry by hand or a crash", () => {
    const counts = [
      aJob({ state: "running", attempt: 2, maxAttempts: 1, failures: 0 }),
      aJob({ state: "failed", attempt: 2, maxAttempts: 1, failures: 1 }),
      aJob({ state: "running", attempt: 4, maxAttempts: 3, failures: 0 }),
      aJob({ state: "running", attempt: 2, maxAttempts: 1, failures: 0, crashes: 1 }),
    ].map((job) => attemptCount(job));
    expect(counts).to.deep.equal(["2 of 2", "2 of 2", "4 of 6", "2 of 2"]);
  });

  it("is only a number once no attempt is to follow a cancelled one", () => {
    expect(attemptCount(aJob({ state: "cancelled", attempt: 2, maxAttempts: 3 }))).to.equal("2");
  });
});
