import { expect } from "chai";
import { aJob } from "../../../../testing/a-job.ts";
import { durationEnd } from "./duration-end.ts";

const startedAt = "2025-11-22T10:00:00.000Z";
const finishedAt = "2025-11-22T10:00:09.000Z";

describe("the end of a job's duration", () => {
  it("is open while the job is running, though an earlier run has finished", () => {
    expect(durationEnd(aJob({ state: "running", startedAt, finishedAt }))).to.equal(null);
  });

  it("is when the job finished", () => {
    expect(durationEnd(aJob({ state: "succeeded", startedAt, finishedAt }))).to.equal(finishedAt);
  });

  it("is the start while the job waits for its next attempt", () => {
    expect(durationEnd(aJob({ state: "retrying", startedAt }))).to.equal(startedAt);
  });
});
