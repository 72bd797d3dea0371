import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { allowedActions } from "./allowed-actions.ts";

describe("what can be done with a job", () => {
  const offered = Object.fromEntries(
    jobStates.map((state) => [state, allowedActions(aJob({ state })).join(" ")]),
  );

  it("follows the table of states", () => {
    expect(offered).to.deep.equal({
      scheduled: "cancel rerun edit",
      queued: "cancel rerun edit",
      running: "cancel rerun edit",
      retrying: "cancel retry rerun edit",
      succeeded: "rerun edit delete",
      failed: "retry rerun edit dismiss delete",
      cancelled: "retry rerun edit delete",
    });
  });

  it("offers to dismiss only once", () => {
    expect(
      allowedActions(aJob({ state: "failed", dismissedAt: "2025-11-22T10:00:00.000Z" })),
    ).not.to.include("dismiss");
  });
});
