import { expect } from "chai";
import type { Store } from "../../store.ts";
import {
  claim,
  claimAgain,
  ends,
  eventsOf,
  eventTypesOf,
  hour,
  oops,
  settle,
  stageAll,
  start,
  theJob,
} from "../helpers.ts";

export function settleSuite(use: () => Store): void {
  describe("settleJobs", () => {
    it("stores the result of success", async () => {
      const claimed = await start(use());
      expect(await settle(use(), claimed, ends.succeed)).to.equal(true);
      const job = await theJob(use(), claimed.job.id);
      expect(job).to.deep.include({
        state: "succeeded",
        result: { sum: 42 },
        error: null,
        attempt: 1,
        seq: 4,
      });
      expect(Date.parse(job.finishedAt ?? "")).to.be.at.least(Date.parse(job.startedAt ?? ""));
      expect(await eventTypesOf(use(), job.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "succeeded",
      ]);
    });

    it("keeps results of every kind", async () => {
      for (const result of ["text", 0, false, [], [1, { a: null }], null]) {
        const { job, token } = await start(use());
        await use().settleJobs({
          settlements: [{ id: job.id, token, cause: "succeed", exitCode: null, result }],
        });
        expect((await theJob(use(), job.id)).result).to.deep.equal(result);
      }
    });

    it("makes a failed job wait for its next attempt", async () => {
      const claimed = await start(use());
      await settle(use(), claimed, ends.failLater);
      const job = await theJob(use(), claimed.job.id);
      expect(job).to.deep.include({
        state: "retrying",
        error: oops,
        attempt: 1,
        finishedAt: null,
        result: null,
      });
      expect(Date.parse(job.runAt)).to.be.within(Date.now() + hour - 60_000, Date.now() + hour);
      expect(await eventTypesOf(use(), job.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "retrying",
      ]);
    });

    it("counts failures and attempts", async () => {
      const first = await start(use());
      await settle(use(), first, ends.failNow);
      await stageAll(use());
      const second = await claimAgain(use(), first.job);
      expect(second).to.include({ failures: 1, run: 1 });
      expect(second.job).to.include({ attempt: 2 });
      expect(second.token).to.not.equal(first.token);
      await settle(use(), second, ends.succeed);
      expect(await theJob(use(), first.job.id)).to.include({
        state: "succeeded",
        attempt: 2,
        error: null,
      });
    });

    it("fails exhausted jobs", async () => {
      const claimed = await start(use());
      await settle(use(), claimed, ends.exhaust);
      const job = await theJob(use(), claimed.job.id);
      expect(job).to.deep.include({ state: "failed", error: oops, dismissedAt: null });
      expect(job.finishedAt).to.be.a("string");
      expect((await eventsOf(use(), job.id)).at(-1)).to.deep.include({ type: "job.failed" });
    });

    it("does not count a released attempt", async () => {
      const claimed = await start(use());
      await settle(use(), claimed, ends.release);
      expect(await theJob(use(), claimed.job.id)).to.include({
        state: "queued",
        attempt: 0,
        startedAt: null,
      });
      const again = await claimAgain(use(), claimed.job);
      expect(again).to.include({ failures: 0 });
      expect(again.job).to.include({ attempt: 1, crashes: 0 });
      expect(await eventTypesOf(use(), again.job.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "requeued",
        "started",
      ]);
    });

    it("ends many attempts in one call, each differently", async () => {
      const jobs = [await start(use()), await start(use()), await start(use())];
      const how = [ends.succeed, ends.failLater, ends.release];
      const settlements = jobs.flatMap(({ job, token }, n) => [
        { id: job.id, token, ...(how[n] ?? ends.exhaust) },
      ]);
      expect(await use().settleJobs({ settlements })).to.deep.equal(jobs.map(({ job }) => job.id));
      const states = await Promise.all(
        jobs.map(async ({ job }) => (await theJob(use(), job.id)).state),
      );
      expect(states).to.deep.equal(["succeeded", "retrying", "queued"]);
    });

    it("applies only the first of two settlements of one attempt in a call", async () => {
      const { job, token } = await start(use());
      const settlements = [ends.succeed, ends.exhaust].map((end) => ({
        id: job.id,
        token,
        ...end,
      }));
      expect(await use().settleJobs({ settlements })).to.deep.equal([job.id]);
      expect((await theJob(use(), job.id)).state).to.equal("succeeded");
    });

    it("accepts an empty call", async () => {
      expect(await use().settleJobs({ settlements: [] })).to.deep.equal([]);
    });
  });

  describe("reportProgress", () => {
    const report = ({ job, token }: { job: { id: string }; token: string }, percent: number) => ({
      id: job.id,
      token,
      progress: { percent },
    });

    it("writes progress with an event", async () => {
      const claimed = await start(use());
      const reports = [
        {
          id: claimed.job.id,
          token: claimed.token,
          progress: { percent: 40, message: "on the way" },
        },
      ];
      expect(await use().reportProgress({ reports })).to.deep.equal([claimed.job.id]);
      expect(await theJob(use(), claimed.job.id)).to.deep.include({
        progress: { percent: 40, message: "on the way" },
        seq: 4,
      });
      expect((await eventsOf(use(), claimed.job.id)).at(-1)).to.include({ type: "job.progressed" });
    });

    it("numbers every report, in order", async () => {
      const [a, b] = [await start(use()), await start(use())];
      await use().reportProgress({ reports: [report(a, 10), report(b, 20), report(a, 30)] });
      await Promise.all(
        [50, 60, 70].map((percent) => use().reportProgress({ reports: [report(a, percent)] })),
      );
      const events = await eventsOf(use(), a.job.id);
      expect(events.map((event) => event.data.seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(events.slice(3).map((event) => event.data.progress?.percent)).to.deep.equal([
        10, 30, 50, 60, 70,
      ]);
    });

    it("is cleared by the next attempt", async () => {
      const claimed = await start(use());
      await use().reportProgress({ reports: [report(claimed, 90)] });
      await settle(use(), claimed, ends.failNow);
      await stageAll(use());
      expect((await claim(use()))[0]?.job.progress).to.equal(null);
    });
  });
}
