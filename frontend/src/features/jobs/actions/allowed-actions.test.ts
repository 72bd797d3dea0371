import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { allowedActions } from "./allowed-actions.ts";

describe("the allowed actions of a job", () => {
  const allowed = Object.fromEntries(
    jobStates.map((state) => [state, allowedActions(aJob({ state })).join(" ")]),
  );

  it("follow the table of states", () => {
    expect(allowed).to.deep.equal({
      scheduled: "now later cancel rerun edit",
      queued: "later cancel rerun edit",
      running: "cancel rerun edit",
      retrying: "cancel retry rerun edit",
      succeeded: "rerun edit delete",
      failed: "retry rerun edit dismiss delete",
      cancelled: "retry rerun edit delete",
    });
  });

  it("do not include running now a job that waits for others", () => {
    const waiting = aJob({ state: "scheduled", dependsOn: ["other"] });
    expect(allowedActions(waiting)).not.to.include("now");
  });

  it("no longer include dismiss for a dismissed job", () => {
    expect(
      allowedActions(aJob({ state: "failed", dismissedAt: "2025-11-22T10:00:00.000Z" })),
    ).not.to.include("dismiss");
  });
});
