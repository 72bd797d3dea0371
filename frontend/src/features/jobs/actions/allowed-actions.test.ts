import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { allowedActions } from "./allowed-actions.ts";

describe("the allowed actions of a job", () => {
  const all = { mayChange: true, mayRun: true };
  const allowed = Object.fromEntries(
    jobStates.map((state) => [state, allowedActions(aJob({ state }), all).join(" ")]),
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
    expect(allowedActions(waiting, all)).not.to.include("now");
  });

  it("no longer include dismiss for a dismissed job", () => {
    expect(
      allowedActions(aJob({ state: "failed", dismissedAt: "2025-11-22T10:00:00.000Z" }), all),
    ).not.to.include("dismiss");
  });

  it("start nothing of a template that may not be run", () => {
    const seen = { mayChange: true, mayRun: false };
    expect(allowedActions(aJob({ state: "failed" }), seen)).to.deep.equal(["dismiss", "delete"]);
    expect(allowedActions(aJob({ state: "running" }), seen)).to.deep.equal(["cancel"]);
  });

  it("are none for who may only look", () => {
    const none = { mayChange: false, mayRun: false };
    for (const state of jobStates)
      expect(allowedActions(aJob({ state }), none), state).to.deep.equal([]);
  });
});
