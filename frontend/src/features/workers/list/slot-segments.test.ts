import { expect } from "chai";
import fc from "fast-check";
import { type SlotSegment, slotSegments } from "./slot-segments.ts";

const jobs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `job-${n}`, template: "t", summary: `${n}` }));
const inWords = (segments: SlotSegment[]) =>
  segments.map((one) => (one.kind === "job" ? one.job.id : `${one.count} ${one.kind}`));

describe("slotSegments", () => {
  it("draws each job and each free slot of a worker with few", () => {
    const worker = { jobs: jobs(2), runningCount: 2, concurrency: 4 };
    expect(inWords(slotSegments(worker))).to.deep.equal(["job-0", "job-1", "1 free", "1 free"]);
  });

  it("draws the rest of a worker with many as one segment each", () => {
    const worker = { jobs: jobs(100), runningCount: 150, concurrency: 200 };
    const segments = inWords(slotSegments(worker));
    expect(segments.slice(39)).to.deep.equal(["job-39", "110 more", "50 free"]);
  });

  it("counts every slot once, and no more than there are", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (runningCount, room) => {
        const concurrency = Math.max(1, room);
        const segments = slotSegments({
          jobs: jobs(Math.min(100, runningCount)),
          runningCount,
          concurrency,
        });
        const slots = segments.map((one) => (one.kind === "job" ? 1 : one.count));
        const sum = slots.reduce((total, count) => total + count, 0);
        expect(sum).to.equal(Math.max(runningCount, concurrency));
        expect(segments.length).to.be.at.most(42);
      }),
    );
  });
});
