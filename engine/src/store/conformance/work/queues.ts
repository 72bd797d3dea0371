import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { type ClaimedJob, type ClaimLimits, noLimits } from "../../verbs/work-store.ts";
import { claim, ends, hour, nextMillisecond, settle, stageAll, submit } from "../helpers.ts";

const idsOf = (claimed: ClaimedJob[]) => claimed.map(({ job }) => job.id);

export function queuesSuite(use: () => Store): void {
  const limitsOf = (given: Partial<ClaimLimits>): ClaimLimits => ({ ...noLimits, ...given });
  const fill = (queue: string, count: number, given = {}) =>
    use().insertJobs({ jobs: Array.from({ length: count }, () => aNewJob({ queue, ...given })) });
  const loadOf = async (name: string) =>
    (await use().queueLoads()).find((load) => load.name === name);

  describe("ageing", () => {
    it("orders by the turn: since when a job waits, less its priority", async () => {
      const soon = Date.now() + 50;
      const jobs = [
        aNewJob({ id: "b", priority: 5, runAt: soon + 1 }),
        aNewJob({ id: "a", priority: 5, runAt: soon }),
        aNewJob({ id: "c", priority: 4, runAt: soon }),
      ];
      await use().insertJobs({ jobs });
      while (Date.now() < soon + 5) await nextMillisecond();
      await stageAll(use());
      expect(idsOf(await claim(use()))).to.deep.equal(["a", "b", "c"]);
    });

    it("counts a due time before a job was made as that moment", async () => {
      await submit(use(), { id: "d" });
      await nextMillisecond();
      await submit(use(), { id: "b", runAt: Date.now() - 365 * 24 * hour });
      await nextMillisecond();
      await submit(use(), { id: "c" });
      await nextMillisecond();
      await submit(use(), { id: "a", runAt: 0 });
      expect(idsOf(await claim(use()))).to.deep.equal(["d", "b", "c", "a"]);
    });

    it("puts a retry behind what was due before it", async () => {
      await submit(use(), { id: "failing" });
      const [first] = await claim(use());
      await submit(use(), { id: "new" });
      if (first !== undefined) await settle(use(), first, ends.failNow);
      await stageAll(use());
      expect(idsOf(await claim(use()))).to.have.members(["new", "failing"]);
    });
  });

  describe("a paused queue", () => {
    it("starts no job, and the others do", async () => {
      await submit(use(), { id: "a", queue: "red" });
      await submit(use(), { id: "b", queue: "blue" });
      const limits = limitsOf({ paused: ["red"] });
      expect(idsOf(await claim(use(), { limits }))).to.deep.equal(["b"]);
      expect(await claim(use(), { limits, queues: ["red"] })).to.deep.equal([]);
      expect(idsOf(await claim(use()))).to.deep.equal(["a"]);
    });

    it("lets running jobs end", async () => {
      await submit(use(), { id: "a", queue: "red" });
      const [running] = await claim(use());
      await claim(use(), { limits: limitsOf({ paused: ["red"] }) });
      expect(running !== undefined && (await settle(use(), running, ends.succeed))).to.equal(true);
    });
  });

  describe("the limit of a queue", () => {
    const two = limitsOf({ queues: { red: 2 } });

    it("holds within one claim and over claims, and leaves other queues alone", async () => {
      await fill("red", 5, { priority: 9 });
      await fill("blue", 3);
      expect(await claim(use(), { limits: two, limit: 4 })).to.have.length(4);
      expect(await claim(use(), { limits: two })).to.have.length(1);
      expect(await loadOf("red")).to.include({ running: 2, queued: 3 });
    });

    it("holds over kinds", async () => {
      await fill("red", 3, { kind: "http" });
      await fill("red", 3, { kind: "command" });
      expect(await claim(use(), { limits: two })).to.have.length(2);
    });

    it("is kept by many claims at once", async () => {
      await fill("red", 20);
      const batches = await Promise.all(
        Array.from({ length: 10 }, () => claim(use(), { limit: 3, limits: two })),
      );
      expect(batches.flat()).to.have.length(2);
    });

    it("counts jobs that were started before it was set, and those of a lost worker", async () => {
      await fill("red", 6);
      const before = await claim(use(), { limit: 3, leaseMs: -1 });
      expect(await claim(use(), { limits: two })).to.deep.equal([]);
      const ended = before.pop();
      if (ended !== undefined) await settle(use(), ended, ends.succeed);
      expect(await claim(use(), { limits: two })).to.deep.equal([]);
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      expect(await claim(use(), { limits: two })).to.have.length(2);
    });

    it("can be raised and lowered while jobs run", async () => {
      await fill("red", 9);
      const at = (limit: number) => claim(use(), { limits: limitsOf({ queues: { red: limit } }) });
      const running = [...(await at(2)), ...(await at(5))];
      expect(running).to.have.length(5);
      for (const claimed of running.slice(0, 2)) await settle(use(), claimed, ends.succeed);
      expect(await at(3)).to.deep.equal([]);
      await settle(use(), running[2] ?? expect.fail(), ends.succeed);
      expect(await at(3)).to.have.length(1);
    });

    for (const [way, end] of Object.entries(ends))
      it(`has room again after ${way}`, async () => {
        await fill("red", 4);
        const [running] = await claim(use(), { limits: two });
        await settle(use(), running ?? expect.fail(), end);
        expect(await claim(use(), { limits: two })).to.have.length(1);
      });

    it("goes together with a concurrency key", async () => {
      const concurrency = { key: "k", limit: 1 };
      await fill("red", 3, { concurrency });
      await fill("red", 3);
      expect(await claim(use(), { limits: two })).to.have.length(2);
      expect((await loadOf("red"))?.running).to.equal(2);
    });
  });

  describe("the limit of an owner", () => {
    const two = limitsOf({ perOwner: 2 });
    const ofAda = { createdBy: "ada" };

    it("holds over queues, kinds and claims, and leaves other owners alone", async () => {
      await fill("red", 3, { ...ofAda, priority: 9 });
      await fill("blue", 3, { ...ofAda, priority: 9, kind: "http" });
      await fill("red", 3, { createdBy: "bob" });
      const claimed = await claim(use(), { limits: two, limit: 4 });
      expect(claimed.map(({ job }) => job.createdBy)).to.have.members(["ada", "ada", "bob", "bob"]);
      expect(await claim(use(), { limits: two })).to.deep.equal([]);
    });

    it("is kept by many claims at once", async () => {
      await fill("red", 20, ofAda);
      const batches = await Promise.all(
        Array.from({ length: 10 }, () => claim(use(), { limit: 3, limits: two })),
      );
      expect(batches.flat()).to.have.length(2);
    });

    for (const [way, end] of Object.entries(ends))
      it(`lets the next job start after ${way}`, async () => {
        await fill("red", 6, ofAda);
        const [running] = await claim(use(), { limits: two });
        expect(await claim(use(), { limits: two })).to.deep.equal([]);
        await settle(use(), running ?? expect.fail(), end);
        expect(await claim(use(), { limits: two })).to.have.length(1);
      });

    it("counts jobs that were started before it was set, and those of a lost worker", async () => {
      await fill("red", 6, ofAda);
      await claim(use(), { limit: 3, leaseMs: -1 });
      expect(await claim(use(), { limits: two })).to.deep.equal([]);
      await use().rescueJobs({ limit: 10, maxCrashes: 3 });
      await use().stageJobs({ limit: 10, perOwner: 2 });
      expect(await claim(use(), { limits: two })).to.have.length(2);
    });

    it("lets parked jobs start once it is raised or taken away", async () => {
      await fill("red", 6, ofAda);
      await claim(use(), { limits: two });
      await claim(use(), { limits: two });
      const raised = limitsOf({ perOwner: 3 });
      await use().stageJobs({ limit: 10, perOwner: 3 });
      expect(await claim(use(), { limits: raised })).to.have.length(1);
    });

    it("leaves the places of cancelled and changed jobs to others", async () => {
      await fill("red", 4, ofAda);
      const running = await claim(use(), { limits: two });
      await claim(use(), { limits: two });
      const parked = await use().findJobs({
        filter: { state: ["queued"] },
        sort: "createdAt",
        limit: 9,
      });
      const [first, second] = parked.items;
      const by = { traceparent: null } as const;
      await use().controlJob({ id: first?.id ?? "", cause: "cancel", ...by });
      await use().changeJob({ id: second?.id ?? "", change: { priority: 9 }, ...by });
      expect(await claim(use(), { limits: two })).to.deep.equal([]);
      await settle(use(), running[0] ?? expect.fail(), ends.succeed);
      expect(idsOf(await claim(use(), { limits: two }))).to.deep.equal([second?.id]);
    });

    it("strands no job where a concurrency key is full, and the other way round", async () => {
      const concurrency = { key: "k", limit: 1 };
      await fill("red", 3, { ...ofAda, concurrency });
      await fill("red", 3, ofAda);
      await fill("red", 3, { createdBy: "bob", concurrency });
      const done = new Set<string>();
      for (let round = 0; round < 40 && done.size < 9; round++) {
        const claimed = await claim(use(), { limits: two, limit: 3 });
        expect(claimed.filter(({ job }) => job.createdBy === "ada").length).to.be.at.most(2);
        expect(claimed.length, `round ${round}`).to.be.above(0);
        for (const one of claimed) {
          await settle(use(), one, ends.succeed);
          done.add(one.job.id);
        }
      }
      expect(done.size).to.equal(9);
    });

    it("counts what is parked as queued, since when it waits", async () => {
      await fill("red", 4, { ...ofAda, priority: 0 });
      await claim(use(), { limits: two });
      await claim(use(), { limits: two });
      const load = await loadOf("red");
      expect(load).to.include({ queued: 2, running: 2 });
      expect(Date.now() - (load?.oldestAt ?? 0)).to.be.within(0, 60_000);
    });
  });

  describe("queueLoads", () => {
    it("is empty in an empty store", async () => {
      expect(await use().queueLoads()).to.deep.equal([]);
    });

    it("counts the jobs of each queue that have not ended, parked and held ones too", async () => {
      await fill("blue", 3, { concurrency: { key: "k", limit: 1 } });
      const [first] = await claim(use());
      await claim(use());
      await submit(use(), { queue: "red", runAt: Date.now() + hour });
      await submit(use(), { queue: "red", dependsOn: [first?.job.id ?? ""] });
      const counts = (await use().queueLoads()).map(({ oldestAt: _, ...rest }) => rest);
      expect(counts).to.deep.equal([
        { name: "blue", scheduled: 0, queued: 2, running: 1 },
        { name: "red", scheduled: 2, queued: 0, running: 0 },
      ]);
    });

    it("follows jobs through every end and change", async () => {
      for (const end of [ends.succeed, ends.exhaust, ends.failLater, ends.release]) {
        await submit(use(), { queue: "red" });
        const [running] = await claim(use());
        if (running !== undefined) await settle(use(), running, end);
      }
      expect(await loadOf("red")).to.include({ scheduled: 1, queued: 1, running: 0 });
      const [released] = await claim(use());
      const id = released?.job.id ?? "";
      await use().controlJob({ id, cause: "cancel", traceparent: null });
      await use().controlJob({ id, cause: "retry", traceparent: null });
      await use().changeJob({ id, change: { queue: "blue" }, traceparent: null });
      expect(await loadOf("red")).to.include({ scheduled: 1, queued: 0 });
      expect(await loadOf("blue")).to.include({ scheduled: 0, queued: 1 });
    });

    it("reports since when the oldest waits, whatever its priority", async () => {
      const { createdAt } = await submit(use(), { queue: "red", priority: 0 });
      await fill("red", 5, { priority: 9 });
      expect((await loadOf("red"))?.oldestAt).to.equal(Date.parse(createdAt));
    });
  });
}
