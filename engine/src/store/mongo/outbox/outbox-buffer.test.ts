import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { JobRecord } from "../record/documents.ts";
import { newJob } from "../record/new-job.ts";
import { createOutboxBuffer, type OutboxBuffer } from "./outbox-buffer.ts";

describe("MongoDB's outbox buffer", () => {
  let buffer: OutboxBuffer;
  let open: number[];
  let lost: number[];
  let relayed: Set<number>;
  beforeEach(() => {
    [open, lost, relayed] = [[], [], new Set()];
    buffer = createOutboxBuffer({
      watermarks: {
        isOwn: (by) => by < 100,
        isRelayed: (by) => relayed.has(by),
        addEvent: (by) => void open.push(by),
        confirmEvent: (by) => void open.splice(open.indexOf(by), 1),
        loseWrite: (by) => void lost.push(by),
      },
    });
  });
  /** A job of write 1; `claimed` adds a step of write 2. */
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

  it("holds the events that the bus does not have", () => {
    buffer.add(job("a"));
    buffer.add(job("b", { relayed: 1 }));
    expect(taken()).to.deep.equal(["a:1", "a:2", "b:2"]);
    expect(taken(1)).to.deep.equal(["a:1"]);
    expect(buffer.countOwn()).to.equal(3);
  });

  it("holds nothing of a job whose events are all on the bus", () => {
    buffer.add(job("a", { relayed: 2 }));
    relayed.add(1);
    buffer.add(job("b"));
    expect(buffer.isEmpty()).to.equal(true);
  });

  it("starts after the last step that is known to be on the bus", () => {
    relayed.add(1);
    buffer.add(claimed("a"));
    expect(taken()).to.deep.equal(["a:3"]);
    expect(open).to.deep.equal([2]);
  });

  it("ignores an older version of a job", () => {
    const older = job("a", { steps: job("a").steps.slice(0, 1), seq: 1 });
    buffer.add(job("a"));
    buffer.add(older);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
  });

  it("removes confirmed events up to the first gap", () => {
    buffer.add(job("a"));
    expect(buffer.confirm(["2:a"])).to.deep.equal([]);
    expect(taken()).to.deep.equal(["a:1", "a:2"]);
    expect(buffer.confirm(["1:a"])).to.deep.equal([]);
    expect(buffer.confirm(["2:a", "7:other"]).map(({ relayed }) => relayed)).to.deep.equal([2]);
    expect(buffer.isEmpty()).to.equal(true);
  });

  it("keeps a write open until each of its events is confirmed or removed", () => {
    buffer.add(job("a"));
    buffer.add(claimed("a"));
    buffer.add(job("b"));
    expect(open).to.deep.equal([1, 1, 2, 1, 1]);
    buffer.confirm(["1:a", "2:a", "3:a"]);
    expect(open).to.deep.equal([1, 1]);
    buffer.remove(["b"]);
    expect(open).to.deep.equal([]);
  });

  it("does not count the writes of other processes, which count them themselves", () => {
    const steps = job("a").steps.map((step) => ({ ...step, by: 100 }));
    buffer.add(job("a", { steps }));
    expect(taken()).to.have.length(2);
    expect(buffer.countOwn()).to.equal(0);
  });

  it("leaves what does not fit to the database", () => {
    for (let n = 0; n < 20_001; n++) buffer.add(job(`job-${n}`));
    expect(buffer.take(50_000)).to.have.length(40_000);
    expect(lost).to.deep.equal([1, 1]);
  });
});
