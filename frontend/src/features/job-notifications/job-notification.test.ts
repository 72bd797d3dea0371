import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aJob, anEvent } from "../../testing/a-job.ts";
import { endedJob, isRecent, notificationFor } from "./job-notification.ts";

describe("the notification of a job's end", () => {
  it("is made for the event of an end, and for no later event", () => {
    expect(endedJob(anEvent("job.failed", { state: "failed" }))?.state).to.equal("failed");
    for (const type of ["job.started", "job.dismissed", "job.deleted"] as const)
      expect(endedJob(anEvent(type, { state: "failed" })), type).to.equal(undefined);
  });

  it("gives the error of a failed job", () => {
    const notice = notificationFor(
      aJob({
        summary: "web-1",
        state: "failed",
        error: { message: "exit code 2", reason: "exit" },
      }),
      "Call a URL",
    );
    expect(notice).to.deep.include({
      severity: "error",
      title: "Job failed",
      detail: "Call a URL · web-1: exit code 2",
    });
  });

  it("gives the start of a long error, in one line", () => {
    const message = `first\nsecond ${"x".repeat(5000)}`;
    const notice = notificationFor(
      aJob({ state: "failed", error: { message, reason: "exit" } }),
      "Call a URL",
    );
    expect(notice?.detail).to.contain("first second x").and.have.length.below(300);
  });

  it("exists for each final state and for no other", () => {
    const states = jobStates.filter(
      (state) => notificationFor(aJob({ state }), "Call a URL") !== undefined,
    );
    expect(states).to.deep.equal(["succeeded", "failed", "cancelled"]);
  });

  it("is no longer recent after an hour", () => {
    const job = aJob({ finishedAt: "2025-11-22T10:00:00.000Z" });
    expect(isRecent(job, Date.parse("2025-11-22T10:59:00Z"))).to.equal(true);
    expect(isRecent(job, Date.parse("2025-11-22T11:01:00Z"))).to.equal(false);
  });
});
