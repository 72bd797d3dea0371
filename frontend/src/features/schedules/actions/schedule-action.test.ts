import { expect } from "chai";
import { aSchedule } from "../../../testing/a-schedule.ts";
import { allowedActions } from "./schedule-action.ts";

describe("allowedActions", () => {
  it("pauses and skips where a fire is to come", () => {
    const actions = allowedActions(aSchedule(), true);
    expect(actions).to.include.members(["trigger", "pause", "skip-next"]).and.not.include("resume");
  });

  it("resumes what is paused, and skips nothing", () => {
    const paused = aSchedule({ enabled: false, state: "paused", nextRunAt: null });
    const actions = allowedActions(paused, true);
    expect(actions).to.include("resume");
    expect(actions).to.not.include.members(["pause", "skip-next"]);
  });

  it("runs nothing of a template that may only be seen", () => {
    const actions = allowedActions(aSchedule(), false);
    expect(actions).to.deep.equal(["pause", "skip-next", "delete"]);
  });
});
