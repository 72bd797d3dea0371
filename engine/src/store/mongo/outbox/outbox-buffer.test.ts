import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { JobRecord } from "../record/documents.ts";
import { newJob } from "../record/new-job.ts";
import { createOutboxBuffer, type OutboxBuffer } from "./outbox-buffer.ts";

describe("what MongoDB's store remembers to publish", () => {
  let buffer: OutboxBuffer;
  let held: number[];
  let lost: number[];
  let relayed: Set<number>;
  beforeEach(() => {
    [held, lost, relayed] = [[], [], new Set()];
    buffer = createOutboxBuffer({
      watermarks: {
        isOwn: (by) => by < 100,
        isRelayed: (by) => relayed.has(by),
        hold: (by) => void held.push(by),
        close: (by) => void held.splice(held.indexOf(by), 1),
        lose: (by) => void lost.push(by),
      },
    });
  });
  /** Written by write 1; a further step of it by write 2. */
  const job = (id: string, given: Partial<JobRecord> = {}): JobRecord => ({
    ...newJob(aNewJob({ id }), new Date(), 1),
    ...given,
  });
  const claimed = (id: string): JobRecord => {
    const { steps, seq, ...rest } = job(id);
    return {
      ...rest,
      state: "running",
      seq: seq + 1,
      steps: [...steps, { c: "claim", at: new Date(), by: 2 }],
    };
  };
  const taken = (limit = 100) => buffer.take(limit).map(({ event }) => event.id);

  it("is all that a job has told and the bus does not have", () => {
    buffer.note(job("a"));
    buffer.note(job("b", { relayed: 1 }));
    expect(taken()).to.deep.equal(["a:1", "a:2", "b:2"]);
    expect(taken(1)).to.deep.equal(["a:1"]);
    expect(buffer.count()).to.equal(3);
  });

  it("is nothing of a job that is wholly on the bus", () => {
    buffer.note(job("a", { relayed: 2 }));
    relayed.add(1);
    buffer.note(job("b"));
    expect(buffer.isEmpty()).to.equal(true);
  });

  it("is what came after the last step that is known to be on the bus", () => {
    relayed.add(1);
    buffer.note(claimed("a"));
    expect(taken()).to.deep.equal(["a:3"]);
    expect(held).to.deep.equal([2]);
  });

  it("does not go back to an older form of a job", () => {
    const older = job("a", { steps: job("a").steps.slice(0, 1), seq: 1 });
    buffer.note(job("a"));
    buffer.note(older);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
  });

  it("is forgotten only as far as it is confirmed without a gap", () => {
    buffer.note(job("a"));
    expect(buffer.confirm(["2:a"])).to.deep.equal([]);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
    expect(buffer.confirm(["1:a"])).to.deep.equal([]);
    expect(buffer.confirm(["2:a", "7:other"]).map(({ relayed }) => relayed)).to.deep.equal([2]);
    expect(buffer.isEmpty()).to.equal(true);
  });

  it("keeps a write open until each of its events is on the bus, or is not to be", () => {
    buffer.note(job("a"));
    buffer.note(claimed("a"));
    buffer.note(job("b"));
    expect(held).to.deep.equal([1, 1, 2, 1, 1]);
    buffer.confirm(["1:a", "2:a", "3:a"]);
    expect(held).to.deep.equal([1, 1]);
    buffer.forget(["b"]);
    expect(held).to.deep.equal([]);
  });

  it("does not count what others wrote, who count it themselves", () => {
    const steps = job("a").steps.map((step) => ({ ...step, by: 100 }));
    buffer.note(job("a", { steps }));
    expect(taken()).to.have.length(2);
    expect(buffer.count()).to.equal(0);
  });

  it("has a limit: while the bus is away the database remembers", () => {
    for (let n = 0; n < 20_001; n++) buffer.note(job(`job-${n}`));
    expect(buffer.take(50_000)).to.have.length(40_000);
    expect(lost).to.deep.equal([1, 1]);
  });
});
