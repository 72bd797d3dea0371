import { expect } from "chai";
import { aJob } from "../a-job.ts";
import type { JobRecord } from "./documents.ts";
import { newJob } from "./new-job.ts";
import { createUnpublished, type Unpublished } from "./unpublished.ts";

describe("what MongoDB's store remembers to publish", () => {
  let unpublished: Unpublished;
  beforeEach(() => {
    unpublished = createUnpublished();
  });
  const job = (id: string, given: Partial<JobRecord> = {}): JobRecord => ({ ...newJob(aJob({ id }), new Date(), 1), ...given });
  const taken = (limit = 100) => unpublished.take(limit).map(({ event }) => event.id);

  it("is all that a job has told and the bus does not have", () => {
    unpublished.note(job("a"));
    unpublished.note(job("b", { relayed: 1 }));
    expect(taken()).to.deep.equal(["a:1", "a:2", "b:2"]);
    expect(taken(1)).to.deep.equal(["a:1"]);
  });

  it("is nothing of a job that is wholly on the bus", () => {
    unpublished.note(job("a", { relayed: 2 }));
    expect(unpublished.isEmpty()).to.equal(true);
  });

  it("does not go back to an older form of a job", () => {
    const older = job("a", { steps: job("a").steps.slice(0, 1), seq: 1 });
    unpublished.note(job("a"));
    unpublished.note(older);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
  });

  it("is forgotten only as far as it is confirmed without a gap", () => {
    unpublished.note(job("a"));
    expect(unpublished.confirm(["2:a"])).to.deep.equal([]);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
    expect(unpublished.confirm(["1:a", "2:a", "7:other"]).map(({ relayed }) => relayed)).to.deep.equal([2]);
    expect(unpublished.isEmpty()).to.equal(true);
  });

  it("is not repeated while the document does not say so yet", () => {
    unpublished.note(job("a"));
    unpublished.confirm(["1:a", "2:a"]);
    unpublished.note(job("a"));
    expect(unpublished.isEmpty()).to.equal(true);
    unpublished.paid("a", 2);
    unpublished.note(job("a"));
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
  });

  it("has a limit: while the bus is away the database remembers", () => {
    for (let n = 0; n < 20_001; n++) unpublished.note(job(`job-${n}`));
    expect(unpublished.take(50_000)).to.have.length(40_000);
  });
});
