import { expect } from "chai";
import { aRemoteWorker } from "../testing/remote-worker.ts";
import { firstSeen, heldJobs, isAway } from "./seen-worker.ts";

describe("a remote worker, as a process sees it", () => {
  const job = { id: "a", template: "greet", summary: "" };

  it("runs a job until its lease ends", () => {
    const seen = firstSeen(aRemoteWorker(), 0);
    seen.held.set("a", { job, until: 100 });
    expect(heldJobs(seen, 99)).to.deep.equal([job]);
    expect(heldJobs(seen, 100)).to.deep.equal([]);
    expect(seen.held.size).to.equal(0);
  });

  it("is away once it neither waits, nor runs a job, nor calls", () => {
    const seen = firstSeen(aRemoteWorker(), 0);
    expect(isAway(seen, 10_000)).to.equal(false);
    expect(isAway(seen, 10_001)).to.equal(true);
    seen.held.set("a", { job, until: 20_000 });
    expect(isAway(seen, 19_999)).to.equal(false);
    expect(isAway(seen, 20_000)).to.equal(true);
    seen.waiting = 1;
    expect(isAway(seen, 1e9)).to.equal(false);
  });
});
