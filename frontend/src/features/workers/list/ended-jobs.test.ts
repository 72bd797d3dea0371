import type { Worker } from "@formwork/contracts/worker";
import { expect } from "chai";
import { anEvent } from "../../../testing/a-job.ts";
import { aWorker } from "../../../testing/a-worker.ts";
import { applyToEnded } from "./ended-jobs.ts";
import { withoutJobs } from "./without-jobs.ts";

const running = (id: string) => anEvent("job.started", { id, state: "running" });
const succeeded = (id: string) => anEvent("job.succeeded", { id, state: "succeeded" });

describe("jobs that have ended since a heartbeat", () => {
  it("are those of the last events, until they start again", () => {
    const ended = applyToEnded(new Set(), [running("a"), succeeded("a"), succeeded("b")]);
    expect([...ended]).to.deep.equal(["a", "b"]);
    expect([...applyToEnded(ended, [running("a")])]).to.deep.equal(["b"]);
  });

  it("are the same set while jobs only progress", () => {
    const ended = new Set(["a"]);
    expect(
      applyToEnded(ended, [anEvent("job.progressed", { id: "b", state: "running" })]),
    ).to.equal(ended);
  });

  it("are two thousand at most, the last ones", () => {
    const events = Array.from({ length: 2_500 }, (_, n) => succeeded(`job-${n}`));
    const ended = [...applyToEnded(new Set(), events)];
    expect([ended.length, ended.at(-1)]).to.deep.equal([2_000, "job-2499"]);
  });

  it("are left out of a worker that runs, and stay with one that is offline", () => {
    const worker: Worker = aWorker({ jobs: ["a", "b"], runningCount: 5 });
    const shown = withoutJobs(worker, new Set(["a"]));
    expect([shown.running, shown.runningCount]).to.deep.equal([["b"], 4]);
    expect(withoutJobs(worker, new Set(["c"]))).to.equal(worker);
    const lost = aWorker({ jobs: ["a"], state: "offline", end: "silent" });
    expect(withoutJobs(lost, new Set(["a"]))).to.equal(lost);
  });
});
