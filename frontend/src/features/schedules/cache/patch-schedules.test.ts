import type { ScheduleEvent } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { aSchedule } from "../../../testing/a-schedule.ts";
import { byNextRun, withEvent, withJob, withoutJob } from "./patch-schedules.ts";

const anEvent = (
  type: ScheduleEvent["type"],
  data: Partial<ScheduleEvent["data"]> = {},
): ScheduleEvent => ({
  ...{ specversion: "1.0", id: "e", source: "/formwork", subject: "s1", type },
  ...{ time: "2026-03-01T08:00:00Z", datacontenttype: "application/json" },
  data: {
    ...{
      id: "s1",
      seq: 1,
      name: "one",
      template: "demo",
      enabled: true,
      reason: null,
      jobId: null,
    },
    ...{ nextRunAt: "2026-03-01T10:00:00.000Z", slots: [], ...data },
  },
});

describe("withEvent", () => {
  const schedule = aSchedule({ id: "s1", nextRunAt: "2026-03-01T09:00:00.000Z" });
  const slots = [{ at: "2026-03-01T09:00:00.000Z", local: "2026-03-01T10:00:00+01:00" }];

  it("takes job, slot and next run of a fire", () => {
    expect(withEvent(schedule, anEvent("schedule.fired", { jobId: "j", slots }))).to.include({
      ...{ nextRunAt: "2026-03-01T10:00:00.000Z", lastJobId: "j" },
      lastRunAt: "2026-03-01T09:00:00.000Z",
    });
  });

  it("takes no slot of a trigger, and no next run that is earlier", () => {
    const old = { reason: "triggered", jobId: "j", nextRunAt: "2026-03-01T08:00:00.000Z" };
    expect(withEvent(schedule, anEvent("schedule.fired", old))).to.include({
      ...{ nextRunAt: schedule.nextRunAt, lastJobId: "j", lastRunAt: null },
    });
  });

  it("has ended where nothing is to come", () => {
    const last = anEvent("schedule.fired", { slots, nextRunAt: null });
    expect(withEvent(schedule, last)).to.include({ state: "ended", nextRunAt: null });
  });

  it("leaves other schedules as they are", () => {
    const other = aSchedule({ id: "s2" });
    expect(withEvent(other, anEvent("schedule.fired"))).to.equal(other);
  });
});

describe("withJob", () => {
  const job = (id: string, minute: number, state: "running" | "failed" = "running") =>
    aJob({ id, state, runAt: new Date(minute * 60_000).toISOString() });

  it("adds a new job in the order of time, and changes a known one", () => {
    const one = withJob([], job("b", 2));
    const two = withJob(one, job("a", 1));
    expect(two.map(({ jobId }) => jobId)).to.deep.equal(["a", "b"]);
    expect(withJob(two, job("b", 2, "failed")).map(({ outcome }) => outcome)).to.deep.equal([
      ...["running", "failed"],
    ]);
    expect(withoutJob(two, "a").map(({ jobId }) => jobId)).to.deep.equal(["b"]);
  });

  it("keeps the last 20", () => {
    const many = Array.from({ length: 25 }, (_, n) => n).reduce(
      (results, n) => withJob(results, job(`j${n}`, n)),
      withJob([], job("first", -1)),
    );
    expect(many).to.have.length(20);
    expect(many.at(-1)?.jobId).to.equal("j24");
  });
});

describe("byNextRun", () => {
  it("sorts by the next run, those without one last, and drops repetitions", () => {
    const late = aSchedule({ id: "late", nextRunAt: "2026-03-02T00:00:00.000Z" });
    const soon = aSchedule({ id: "soon", nextRunAt: "2026-03-01T00:00:00.000Z" });
    const none = aSchedule({ id: "none", nextRunAt: null });
    const ids = byNextRun([none, late, soon, late]).map(({ id }) => id);
    expect(ids).to.deep.equal(["soon", "late", "none"]);
  });
});
