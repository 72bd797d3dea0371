import type { JobState } from "@formwork/contracts/states";
import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import type { NewJob } from "../../verbs/job-store.ts";
import {
  aJobIn,
  claim,
  claimAgain,
  endAttempt,
  ends,
  eventsOf,
  everything,
  hour,
  settle,
  stageAll,
  start,
  submit,
  theJob,
} from "../helpers.ts";

export function retriedDependantsSuite(use: () => Store): void {
  const stateOf = async (id: string): Promise<JobState> => (await theJob(use(), id)).state;
  const control = (id: string, cause: "cancel" | "retry") =>
    use().controlJob({ id, cause, traceparent: null });
  const retryAll = (ids: string[]) => use().controlJobs({ ids, cause: "retry", traceparent: null });
  const cancelled = async (given: Partial<NewJob>) => {
    const job = await submit(use(), given);
    await control(job.id, "cancel");
    return job;
  };

  describe("a retry of a job that depends on others", () => {
    it("waits again for those that have not ended", async () => {
      const done = await aJobIn(use(), "succeeded");
      const target = await start(use());
      const job = await cancelled({ dependsOn: [done.id, target.job.id, target.job.id] });
      await control(job.id, "retry");
      expect(await theJob(use(), job.id)).to.include({ state: "scheduled", seq: 3, error: null });
      const { type, data } = (await eventsOf(use(), job.id)).at(-1) ?? expect.fail();
      expect([type, data.state]).to.deep.equal(["job.requeued", "scheduled"]);
      await stageAll(use());
      expect(await stateOf(job.id)).to.equal("scheduled");
      expect(await claim(use())).to.deep.equal([]);
      await settle(use(), target, ends.succeed);
      await stageAll(use());
      expect(await stateOf(job.id)).to.equal("queued");
      expect(await claimAgain(use(), job)).to.include({ run: 2 });
    });

    it("is cancelled again when one of them fails then", async () => {
      const target = await start(use());
      const job = await cancelled({ dependsOn: [target.job.id] });
      await control(job.id, "retry");
      await settle(use(), target, ends.exhaust);
      await stageAll(use());
      expect(await theJob(use(), job.id)).to.deep.include({ state: "cancelled" });
      expect((await theJob(use(), job.id)).error).to.include({ reason: "dependency" });
    });

    it("is refused while one did not succeed, and waits once that is retried", async () => {
      const target = await aJobIn(use(), "failed");
      const job = await submit(use(), { dependsOn: [target.id] });
      await stageAll(use());
      const before = await theJob(use(), job.id);
      expect(await control(job.id, "retry")).to.deep.equal({
        outcome: "forbidden",
        job: before,
        unmet: { id: target.id, state: "failed" },
      });
      expect(await retryAll([job.id])).to.deep.equal([
        { id: job.id, outcome: "forbidden", state: "cancelled" },
      ]);
      await control(target.id, "retry");
      await control(job.id, "retry");
      expect(await stateOf(job.id)).to.equal("scheduled");
      await settle(use(), await claimAgain(use(), target), ends.succeed);
      await stageAll(use());
      expect(await stateOf(job.id)).to.equal("queued");
    });

    it("is refused where one was deleted before it ended well", async () => {
      const target = await aJobIn(use(), "failed");
      const job = await cancelled({ dependsOn: [target.id] });
      await use().deleteJob({ id: target.id, traceparent: null });
      expect(await control(job.id, "retry")).to.deep.include({
        unmet: { id: target.id, state: "deleted" },
      });
    });

    it("needs them no more once they had ended as it needs them", async () => {
      const target = await aJobIn(use(), "succeeded");
      const job = await submit(use(), { dependsOn: [target.id] });
      await stageAll(use());
      await use().deleteJob({ id: target.id, traceparent: null });
      await control(job.id, "cancel");
      await control(job.id, "retry");
      expect(await stateOf(job.id)).to.equal("queued");
    });

    it("makes a whole chain wait that is retried at once, in any order", async () => {
      const first = await submit(use(), { queue: "chain" });
      const second = await submit(use(), { dependsOn: [first.id], queue: "chain" });
      const third = await submit(use(), { dependsOn: [second.id], queue: "chain" });
      await control(first.id, "cancel");
      await stageAll(use());
      expect(await stateOf(third.id)).to.equal("cancelled");
      expect(await retryAll([third.id, second.id, first.id])).to.deep.equal([
        { id: third.id, outcome: "moved" },
        { id: second.id, outcome: "moved" },
        { id: first.id, outcome: "moved" },
      ]);
      for (const job of [first, second, third]) {
        await stageAll(use());
        const [only, ...more] = await claim(use(), { queues: ["chain"] });
        expect([only?.job.id, more]).to.deep.equal([job.id, []]);
        if (only !== undefined) await settle(use(), only, ends.succeed);
      }
    });

    it("waits with `run` for one that runs again, whatever ended before", async () => {
      const target = await aJobIn(use(), "failed");
      const job = await submit(use(), {
        dependsOn: [target.id],
        onDependencyFailure: "run",
        queue: "after",
      });
      await stageAll(use());
      await settle(use(), await claimAgain(use(), job), ends.exhaust);
      await control(job.id, "retry");
      expect(await stateOf(job.id)).to.equal("queued");
      await settle(use(), await claimAgain(use(), job), ends.exhaust);
      await control(target.id, "retry");
      await control(job.id, "retry");
      expect(await stateOf(job.id)).to.equal("scheduled");
      await settle(use(), await claimAgain(use(), target), ends.exhaust);
      await stageAll(use());
      expect(await stateOf(job.id)).to.equal("queued");
    });

    it("waits for what is left of its cancelled attempt as well", async () => {
      const target = await aJobIn(use(), "failed");
      const given: Partial<NewJob> = { onDependencyFailure: "run", queue: "left" };
      const job = await submit(use(), { ...given, dependsOn: [target.id] });
      await stageAll(use());
      const lease = await claimAgain(use(), job);
      await control(job.id, "cancel");
      await control(target.id, "retry");
      await control(job.id, "retry");
      await settle(use(), await claimAgain(use(), target), ends.succeed);
      await stageAll(use());
      expect(await claim(use(), { queues: ["left"] })).to.deep.equal([]);
      expect(await endAttempt(use(), lease)).to.equal(true);
      await stageAll(use());
      expect(await claim(use(), { queues: ["left"] })).to.have.length(1);
    });

    it("is listed by due time while something of its cancelled attempt is left", async () => {
      const target = await aJobIn(use(), "failed");
      const job = await submit(use(), { onDependencyFailure: "run", dependsOn: [target.id] });
      const other = await submit(use(), { runAt: Date.now() + hour });
      await stageAll(use());
      await claimAgain(use(), job);
      await control(job.id, "cancel");
      await control(target.id, "retry");
      await control(job.id, "retry");
      const bound = { jobs: 1, ms: Number.POSITIVE_INFINITY };
      const waiting = await everything((cursor) =>
        use().findJobs({
          filter: { state: ["scheduled"] },
          sort: "runAt",
          limit: 9,
          bound,
          cursor,
        }),
      );
      expect(waiting.map(({ id }) => id)).to.deep.equal([job.id, other.id]);
    });

    it("is found by remote workers when it is due, and not before", async () => {
      const target = await start(use());
      const job = await cancelled({ kind: "remote", dependsOn: [target.job.id], queue: "far" });
      await control(job.id, "retry");
      const asRemote = { kinds: ["remote" as const], templates: ["greet"], queues: ["far"] };
      expect(await claim(use(), asRemote)).to.deep.equal([]);
      await settle(use(), target, ends.succeed);
      await stageAll(use());
      expect(await claim(use(), asRemote)).to.have.length(1);
    });

    it("moves many that depend on one", async () => {
      const target = await start(use());
      const jobs = Array.from({ length: 30 }, () => aNewJob({ dependsOn: [target.job.id] }));
      await use().insertJobs({ jobs });
      const ids = jobs.map(({ id }) => id);
      await use().controlJobs({ ids, cause: "cancel", traceparent: null });
      await retryAll(ids);
      await settle(use(), target, ends.succeed);
      await stageAll(use());
      expect(await claim(use())).to.have.length(30);
    });
  });

  describe("a retry of a job that is due later", () => {
    it("leaves it its time", async () => {
      const runAt = Date.now() + hour;
      const job = await cancelled({ runAt });
      await control(job.id, "retry");
      expect(await theJob(use(), job.id)).to.include({
        state: "scheduled",
        runAt: new Date(runAt).toISOString(),
      });
      await use().changeJob({ id: job.id, change: { runAt: null }, traceparent: null });
      expect(await stateOf(job.id)).to.equal("queued");
    });

    it("does not wait for a backoff", async () => {
      const job = await aJobIn(use(), "retrying");
      await control(job.id, "cancel");
      await control(job.id, "retry");
      expect(await stateOf(job.id)).to.equal("queued");
    });
  });
}
