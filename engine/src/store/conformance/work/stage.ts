import type { Job } from "@formwork/contracts/job";
import { expect } from "chai";
import type { Store } from "../../store.ts";
import {
  aJobIn,
  claim,
  ends,
  eventTypesOf,
  hour,
  nextMillisecond,
  settle,
  start,
  submit,
  theJob,
} from "../helpers.ts";

export function stageSuite(use: () => Store): void {
  describe("nextDueAt", () => {
    it("is when the first job is due that waits for its time alone", async () => {
      await submit(use());
      expect(await use().nextDueAt()).to.equal(null);
      const runAt = Date.now() + hour;
      await submit(use(), { runAt });
      await submit(use(), { runAt: runAt + 1 });
      await submit(use(), { runAt: runAt - 1, dependsOn: [(await submit(use())).id] });
      await use().stageJobs({ limit: 10 });
      expect(await use().nextDueAt()).to.equal(runAt);
    });

    it("counts the next attempt of a retrying job", async () => {
      const job = await aJobIn(use(), "retrying");
      expect(await use().nextDueAt()).to.equal(Date.parse(job.runAt));
    });
  });

  describe("stageJobs", () => {
    it("moves nothing in an empty store", async () => {
      expect(await use().stageJobs({ limit: 10 })).to.equal(0);
    });

    it("leaves jobs that are not due", async () => {
      const jobs = [
        await submit(use(), { runAt: Date.now() + hour }),
        await aJobIn(use(), "retrying"),
      ];
      expect(await use().stageJobs({ limit: 10 })).to.equal(0);
      for (const job of jobs) expect((await theJob(use(), job.id)).state).to.equal(job.state);
      expect(await claim(use())).to.deep.equal([]);
    });

    it("queues scheduled jobs that are due", async () => {
      const job = await soonDue(use());
      while ((await use().stageJobs({ limit: 10 })) === 0) await nextMillisecond();
      expect(Date.now()).to.be.at.least(Date.parse(job.runAt));
      expect(await theJob(use(), job.id)).to.include({ state: "queued", seq: 2, runAt: job.runAt });
      expect(await eventTypesOf(use(), job.id)).to.deep.equal(["created", "queued"]);
    });

    it("queues retrying jobs that are due", async () => {
      const claimed = await start(use());
      await settle(use(), claimed, ends.failNow);
      expect(await use().stageJobs({ limit: 10 })).to.equal(1);
      expect(await eventTypesOf(use(), claimed.job.id)).to.deep.equal([
        "created",
        "queued",
        "started",
        "retrying",
        "queued",
      ]);
    });

    it("moves at most `limit`, and each job once", async () => {
      for (let n = 0; n < 5; n++) await settle(use(), await start(use()), ends.failNow);
      const moved = await Promise.all([1, 2, 3, 4].map(() => use().stageJobs({ limit: 2 })));
      expect(Math.max(...moved)).to.be.at.most(2);
      expect(moved.reduce((sum, count) => sum + count, 0)).to.equal(5);
      expect(await claim(use())).to.have.length(5);
    });

    it("counts scheduled and retrying jobs together", async () => {
      const target = await aJobIn(use(), "succeeded");
      for (let n = 0; n < 2; n++) await submit(use(), { dependsOn: [target.id] });
      for (let n = 0; n < 2; n++) await settle(use(), await start(use()), ends.failNow);
      expect(await use().stageJobs({ limit: 3 })).to.equal(3);
      expect(await use().stageJobs({ limit: 3 })).to.equal(1);
    });
  });
}

/**
 * Stores a job that is scheduled and due within milliseconds. On a machine too slow for that it is
 * due at once, so the next one gets more time.
 */
async function soonDue(store: Store): Promise<Job> {
  for (let lead = 20; ; lead *= 2) {
    const job = await submit(store, { runAt: Date.now() + lead });
    if (job.state === "scheduled") return job;
  }
}
