import { expect } from "chai";
import { aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { addToHistory, patchJob } from "./patch-job.ts";

describe("a job after events", () => {
  it("takes the newest state and keeps its payload and result", () => {
    const job = aJobWithPayload({ seq: 3, payload: { a: 1 } });
    const patched = patchJob(job, [
      anEvent("job.succeeded", { seq: 5, state: "succeeded" }),
      anEvent("job.started", { seq: 4, state: "running" }),
    ]);
    expect(patched).to.deep.include({ state: "succeeded", seq: 5, payload: { a: 1 } });
  });

  it("passes over older events and those of other jobs", () => {
    const job = aJobWithPayload({ seq: 3 });
    expect(
      patchJob(job, [
        anEvent("job.started", { seq: 2 }),
        anEvent("job.started", { id: "other", seq: 9 }),
      ]),
    ).to.equal(job);
  });
});

describe("a job's history", () => {
  const [created, queued, started] = [
    anEvent("job.created", { seq: 1 }),
    anEvent("job.queued", { seq: 2 }),
    anEvent("job.started", { seq: 3 }),
  ] as const;

  it("is in order, each event once, however they come", () => {
    expect(addToHistory([created, started], [started, queued, created], "job-1")).to.deep.equal([
      created,
      queued,
      started,
    ]);
  });

  it("holds only its own", () => {
    expect(
      addToHistory([created], [anEvent("job.created", { id: "other" })], "job-1"),
    ).to.deep.equal([created]);
  });
});
