import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aJob, anEvent } from "../../testing/a-job.ts";
import { endedJob, isRecent, notificationFor } from "./job-notification.ts";

describe("the notice of a job's end", () => {
  it("is given for an end, not for what follows it", () => {
    expect(endedJob(anEvent("job.failed", { state: "failed" }))?.state).to.equal("failed");
    for (const type of ["job.started", "job.dismissed", "job.deleted"] as const)
      expect(endedJob(anEvent(type, { state: "failed" })), type).to.equal(undefined);
  });

  it("says why a job failed", () => {
    const notice = notificationFor(
      aJob({ state: "failed", error: { message: "exit code 2", reason: "exit" } }),
      "Call a URL",
    );
    expect(notice).to.deep.include({
      severity: "error",
      title: "Job failed",
      detail: "Call a URL: exit code 2",
    });
  });

  it("has words for each end and for nothing else", () => {
    const told = jobStates.filter(
      (state) => notificationFor(aJob({ state }), "Call a URL") !== undefined,
    );
    expect(told).to.deep.equal(["succeeded", "failed", "cancelled"]);
  });

  it("is no news after an hour", () => {
    const job = aJob({ finishedAt: "2025-11-22T10:00:00.000Z" });
    expect(isRecent(job, Date.parse("2025-11-22T10:59:00Z"))).to.equal(true);
    expect(isRecent(job, Date.parse("2025-11-22T11:01:00Z"))).to.equal(false);
  });
});
