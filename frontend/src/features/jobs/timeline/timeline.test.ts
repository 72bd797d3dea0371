import { jobEventTypes } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { formatClockTime, formatDateTime } from "../../../lib/time/time.ts";
import { anEvent } from "../../../testing/a-job.ts";
import { timelineOf } from "./timeline.ts";

const userName = (id: string) => (id === "ada" ? "you" : id);
const at = (second: number) => `2025-11-22T10:00:${String(second).padStart(2, "0")}.000Z`;
const titles = (...events: ReturnType<typeof anEvent>[]) =>
  timelineOf(events, userName).map(({ title, detail }) => [title, detail]);

describe("the timeline of a job", () => {
  it("names each step, and how long a failed attempt waits until when", () => {
    const failed = {
      attempt: 1,
      state: "retrying",
      error: { message: "503", reason: "status" },
      runAt: "2025-11-22T10:00:06.400Z",
    } as const;
    expect(
      titles(
        anEvent("job.created", { seq: 1 }),
        anEvent("job.queued", { seq: 2 }),
        anEvent("job.started", { seq: 3, attempt: 1 }),
        anEvent("job.retrying", { seq: 4, ...failed }, at(5)),
        anEvent("job.started", { seq: 6, attempt: 2 }),
        anEvent("job.succeeded", { seq: 7, attempt: 2 }),
      ),
    ).to.deep.equal([
      ["Created by you", null],
      ["Queued", null],
      ["Attempt 1 started", null],
      ["Attempt 1 failed", `503 · waits 1.4 s until ${formatClockTime(failed.runAt)}`],
      ["Attempt 2 started", null],
      ["Succeeded", "at attempt 2"],
    ]);
  });

  it("gives the time between two entries, ignoring progress between them", () => {
    const entries = timelineOf(
      [
        anEvent("job.started", { seq: 3 }, at(1)),
        anEvent("job.progressed", { seq: 4 }, at(2)),
        anEvent("job.succeeded", { seq: 5 }, at(4)),
      ],
      userName,
    );
    expect(entries.map(({ sinceLastMs }) => sinceLastMs)).to.deep.equal([null, 3_000]);
  });

  it("names what a job that is not due yet waits for", () => {
    expect(titles(anEvent("job.created", { dependsOn: ["x"] }))).to.deep.equal([
      ["Created by you", "waits for 1 other job"],
    ]);
    expect(titles(anEvent("job.created", { runAt: at(30) }, at(0)))[0]?.[1]).to.match(
      /^waits 30\.0 s until /,
    );
  });

  it("shows a crash differently from a failure", () => {
    expect(titles(anEvent("job.rescued", { attempt: 2, crashes: 1 }))).to.deep.equal([
      ["Attempt 2 lost its worker, queued again", "crash 1"],
    ]);
  });

  it("names who cancelled, retried or dismissed a job", () => {
    const byAda = (type: "job.cancelled" | "job.requeued" | "job.dismissed") => ({
      ...anEvent(type),
      actor: "ada",
    });
    expect(
      titles(byAda("job.cancelled"), byAda("job.requeued"), byAda("job.dismissed")),
    ).to.deep.equal([
      ["Cancelled by you", null],
      ["Queued again by you", null],
      ["Dismissed from the dead letters by you", null],
    ]);
    expect(titles(anEvent("job.cancelled"))).to.deep.equal([["Cancelled", null]]);
  });

  it("tells of a retry that has to wait", () => {
    const again = { ...anEvent("job.requeued", { state: "scheduled" }), actor: "ada" };
    expect(titles(again)).to.deep.equal([["Scheduled again by you", null]]);
  });

  it("names the re-run that resolved a job", () => {
    const resolved = { ...anEvent("job.dismissed"), resolvedBy: "job-2" };
    expect(titles(resolved)).to.deep.equal([["Resolved by a re-run", "job job-2 succeeded"]]);
  });

  it("tells what a person changed of a job that waits", () => {
    const scheduled = { state: "scheduled", runAt: at(30) } as const;
    const changed = { ...scheduled, seq: 2, priority: 9, tags: ["x"] };
    const queued = { ...changed, seq: 3, state: "queued", runAt: at(5) } as const;
    const told = titles(
      anEvent("job.created", scheduled, at(0)),
      { ...anEvent("job.requeued", changed), actor: "ada" },
      { ...anEvent("job.queued", queued), actor: "ada" },
    );
    expect(told.slice(1)).to.deep.equal([
      ["Priority and tags changed by you", "priority: 9 · tags: x"],
      ["Due time changed by you", `due time: ${formatDateTime(queued.runAt)}`],
    ]);
  });

  it("has a title for every type of event", () => {
    for (const type of jobEventTypes) {
      if (type !== "job.progressed")
        expect(titles(anEvent(type))[0]?.[0], type).to.be.a("string").that.is.not.empty;
    }
  });
});
