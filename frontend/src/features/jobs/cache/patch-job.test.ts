import { expect } from "chai";
import { aJobWithPayload, anEvent } from "../../../testing/a-job.ts";
import { addToHistory, patchJob } from "./patch-job.ts";

describe("patchJob", () => {
  it("takes the newest state and keeps payload and result", () => {
    const job = aJobWithPayload({ seq: 3, payload: { a: 1 } });
    const patched = patchJob(job, [
      anEvent("job.succeeded", { seq: 5, state: "succeeded" }),
      anEvent("job.started", { seq: 4, state: "running" }),
    ]);
    expect(patched).to.deep.include({ state: "succeeded", seq: 5, payload: { a: 1 } });
  });

  it("ignores older events and those of other jobs", () => {
    const job = aJobWithPayload({ seq: 3 });
    expect(
      patchJob(job, [
        anEvent("job.started", { seq: 2 }),
        anEvent("job.started", { id: "other", seq: 9 }),
      ]),
    ).to.equal(job);
  });
});

describe("addToHistory", () => {
  const [created, queued, started] = [
    anEvent("job.created", { seq: 1 }),
    anEvent("job.queued", { seq: 2 }),
    anEvent("job.started", { seq: 3 }),
  ] as const;

  it("keeps the order and each event once, in whatever order they arrive", () => {
    expect(addToHistory([created, started], [started, queued, created], "job-1")).to.deep.equal([
      created,
      queued,
      started,
    ]);
  });

  it("ignores the events of other jobs", () => {
    expect(
      addToHistory([created], [anEvent("job.created", { id: "other" })], "job-1"),
    ).to.deep.equal([created]);
  });
});
