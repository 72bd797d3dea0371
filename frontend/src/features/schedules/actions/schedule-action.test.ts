import { expect } from "chai";
import { aSchedule } from "../../../testing/a-schedule.ts";
import { allowedActions } from "./schedule-action.ts";

describe("allowedActions", () => {
  it("pauses and skips where a fire is to come", () => {
    const actions = allowedActions(aSchedule());
    expect(actions).to.include.members(["trigger", "pause", "skip-next"]).and.not.include("resume");
  });

  it("resumes what is paused, and skips nothing", () => {
    const actions = allowedActions(aSchedule({ enabled: false, state: "paused", nextRunAt: null }));
    expect(actions).to.include("resume");
    expect(actions).to.not.include.members(["pause", "skip-next"]);
  });
});
