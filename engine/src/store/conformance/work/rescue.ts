import { expect } from "chai";
import type { Store } from "../../store.ts";
import {
  claimAgain,
  ends,
  eventTypesOf,
  nextMillisecond,
  settle,
  stageAll,
  start,
  theJob,
} from "../helpers.ts";

const expired = { leaseMs: -1 };

export function rescueSuite(use: () => Store): void {
  const rescue = async (limit = 10) =>
    (await use().rescueJobs({ limit, maxCrashes: 3 })).map(({ id, state }) => ({ id, state }));

  describe("rescueJobs", () => {
    it("leaves jobs whose lease is held", async () => {
      await start(use());
      expect(await rescue()).to.deep.equal([]);
    });

    it("names the trace of the request that made the job", async () => {
      const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
      await start(use(), { traceparent }, expired);
      const [rescued] = await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      expect(rescued).to.deep.include({ traceparent });
    });

    it("queues a job again when its worker let the lease run out, and counts the crash", async () => {
      const { job } = await start(use(), {}, expired);
      expect(await rescue()).to.deep.equal([{ id: job.id, state: "queued" }]);
      expect(await theJob(use(), job.id)).to.deep.include({
        state: "queued",
        crashes: 1,
        attempt: 1,
        finishedAt: null,
      });
      expect(await eventTypesOf(use(), job.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "rescued",
      ]);
      expect(await rescue()).to.deep.equal([]);
    });

    it("counts crashes apart from failures", async () => {
      const first = await start(use(), {}, expired);
      await rescue();
      const second = await claimAgain(use(), first.job);
      expect(second).to.include({ failures: 0 });
      expect(second.job).to.include({ attempt: 2, crashes: 1 });
      await settle(use(), second, ends.failNow);
      await stageAll(use());
      const third = await claimAgain(use(), first.job);
      expect(third).to.include({ failures: 1 });
      expect(third.job).to.include({ attempt: 3, crashes: 1 });
    });

    it("fails a job with reason poison after its third crash", async () => {
      const { job } = await start(use(), {}, expired);
      await rescue();
      await claimAgain(use(), job, expired);
      await rescue();
      await claimAgain(use(), job, expired);
      expect(await rescue()).to.deep.equal([{ id: job.id, state: "failed" }]);
      const poisoned = await theJob(use(), job.id);
      expect(poisoned).to.include({ state: "failed", crashes: 3 });
      expect(poisoned.error).to.include({ reason: "poison" });
      expect(poisoned.finishedAt).to.be.a("string");
      expect((await eventTypesOf(use(), job.id)).at(-1)).to.equal("failed");
    });

    it("blames one of several jobs on probation that a worker had, and spares the others", async () => {
      const crashed = async () => {
        const { job } = await start(use(), {}, expired);
        await rescue();
        await claimAgain(use(), job, expired);
        await rescue();
        return job;
      };
      const [first, second] = [await crashed(), await crashed()];
      const other = await start(use(), {}, expired);
      await claimAgain(use(), first, expired);
      await nextMillisecond();
      await claimAgain(use(), second, expired);
      await rescue();
      expect(await theJob(use(), first.id)).to.include({ state: "failed", crashes: 3 });
      expect(await theJob(use(), second.id)).to.include({ state: "queued", crashes: 2 });
      expect(await theJob(use(), other.job.id)).to.include({ state: "queued", crashes: 1 });
      await claimAgain(use(), second, expired);
      await rescue();
      expect((await theJob(use(), second.id)).error).to.include({ reason: "poison" });
    });

    it("decides about jobs on probation once all leases of their worker are over", async () => {
      const jobs = [await start(use(), {}, expired), await start(use(), {}, expired)];
      await rescue();
      for (const { job } of jobs) await claimAgain(use(), job, expired);
      await rescue();
      const [first, second] = jobs.map(({ job }) => job);
      if (first === undefined || second === undefined) return expect.fail();
      await claimAgain(use(), first, expired);
      await nextMillisecond();
      const held = await claimAgain(use(), second);
      expect(await rescue()).to.deep.equal([]);
      await settle(use(), held, ends.succeed);
      expect(await rescue()).to.deep.equal([{ id: first.id, state: "failed" }]);
    });

    it("fails a job with reason lost that may run only once", async () => {
      const { job } = await start(use(), { onLost: "never" }, expired);
      expect(await rescue()).to.deep.equal([{ id: job.id, state: "failed" }]);
      const lost = await theJob(use(), job.id);
      expect(lost).to.include({ crashes: 1 });
      expect(lost.error).to.include({ reason: "lost" });
    });

    it("rescues each job once, at most `limit` a time, however many rescue at once", async () => {
      for (let n = 0; n < 10; n++) await start(use(), {}, expired);
      const batches = await Promise.all([rescue(3), rescue(3), rescue(3), rescue(3), rescue(3)]);
      for (const batch of batches) expect(batch.length).to.be.at.most(3);
      const ids = batches.flat().map(({ id }) => id);
      expect(ids).to.have.length(10);
      expect(new Set(ids).size).to.equal(10);
    });
  });
}
