import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { aNewJob } from "../../testing/a-new-job.ts";
import { sharedDatabase } from "../../testing/servers/a-mongo-database.ts";
import { claim, ends, eventsOf, settle, submit } from "../conformance/helpers.ts";
import { limitsHistorySuite } from "../conformance/work/limits-history.ts";
import type { Store } from "../store.ts";
import { type ClaimedJob, noLimits } from "../verbs/work-store.ts";
import type { WriterDocument } from "./record/other-documents.ts";

describe("several processes on one MongoDB", () => {
  const database = sharedDatabase();
  let stores: Store[];
  let first: Store;
  let second: Store;
  beforeEach(async () => {
    [first, second] = [await database.open(), await database.open()];
    stores = [first, second, await database.open(), await database.open()];
  });

  it("claim each job once between them, and all of them", async function () {
    this.timeout(30_000);
    await first.insertJobs({ jobs: Array.from({ length: 3000 }, () => aNewJob()) });
    const claimed = await Promise.all(stores.map(claimAll));
    const ids = claimed.flat().map(({ job }) => job.id);
    expect(ids).to.have.length(3000);
    expect(new Set(ids).size).to.equal(3000);
    for (const share of claimed) expect(share.length).to.be.above(100);
  });

  async function claimAll(store: Store): Promise<ClaimedJob[]> {
    const all: ClaimedJob[] = [];
    for (
      let more = await claim(store, { limit: 50 });
      more.length > 0;
      more = await claim(store, { limit: 50 })
    )
      all.push(...more);
    return all;
  }

  it("keep the limit of a concurrency key, and let every job of it run", async function () {
    this.timeout(30_000);
    const concurrency = { key: "host", limit: 3 };
    await first.insertJobs({ jobs: Array.from({ length: 60 }, () => aNewJob({ concurrency })) });
    const running = new Set<string>();
    let done = 0;
    await Promise.all(
      stores.map(async (store) => {
        while (done < 60) {
          const mine = await claim(store, { limit: 2 });
          for (const { job } of mine) running.add(job.id);
          expect(running.size).to.be.at.most(3);
          for (const claimed of mine) {
            await store.ping();
            running.delete(claimed.job.id);
            await settle(store, claimed, ends.succeed);
            done++;
          }
          await store.stageJobs({ limit: 10 });
        }
      }),
    );
    expect((await first.countJobs()).counts).to.deep.equal([
      { template: "greet", state: "succeeded", count: 60 },
    ]);
  });

  limitsHistorySuite(() => stores, 6);

  for (const [what, limits] of [
    ["a queue", { ...noLimits, queues: { default: 3 } }],
    ["an owner", { ...noLimits, perOwner: 3 }],
  ] as const)
    it(`keep the limit of ${what} when all of them claim at once`, async () => {
      await first.insertJobs({ jobs: Array.from({ length: 60 }, () => aNewJob()) });
      for (let round = 0; round < 10; round++) {
        const batches = await Promise.all(
          stores.map((store) => claim(store, { limit: 3, limits })),
        );
        const running = batches.flat();
        expect(running.length).to.be.within(1, 3);
        for (const claimed of running) await settle(first, claimed, ends.succeed);
      }
    });

  it("claim at once what another stored in a new queue", async () => {
    await submit(first);
    await claim(second);
    await submit(first, { queue: "brand-new" });
    expect(await claim(second)).to.have.length(1);
  });

  it("settle what another claimed", async () => {
    await submit(first);
    const [claimed] = await claim(first);
    expect(claimed !== undefined && (await settle(second, claimed, ends.succeed))).to.equal(true);
    expect(claimed !== undefined && (await settle(first, claimed, ends.succeed))).to.equal(false);
  });

  it("settle after progress that another wrote", async () => {
    const { id } = await submit(first);
    const [claimed] = await claim(first);
    const lease = { id, token: claimed?.token ?? "" };
    for (const [n, store] of [second, first, second, first].entries()) {
      expect(
        await store.reportProgress({ reports: [{ ...lease, progress: { percent: n } }] }),
      ).to.deep.equal([id]);
    }
    expect((await eventsOf(first, id)).map(({ data }) => data.seq)).to.deep.equal([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  describe("and the outbox", () => {
    const idsOf = async (store: Store) =>
      (await store.takeOutbox({ limit: 100 })).map(({ event }) => event.id);
    const clearAll = async (store: Store) => {
      const entries = await store.takeOutbox({ limit: 100 });
      await store.clearOutbox({ positions: entries.map(({ position }) => position) });
    };
    /** Closes these stores and makes their last heartbeat old. */
    const endLongAgo = async (...ended: Store[]) => {
      await Promise.all(ended.map((store) => store.close()));
      await database.database.collection("writers").updateMany({}, { $set: { seen: new Date(0) } });
    };

    it("leave new events to the process that wrote them, and take over those of a dead one", async () => {
      await submit(first, { id: "a" });
      expect(await idsOf(second)).to.deep.equal([]);
      await endLongAgo(first);
      const third = await database.open();
      expect(await idsOf(third)).to.deep.equal(["a:1", "a:2"]);
      await clearAll(third);
      expect(await idsOf(await database.open())).to.deep.equal([]);
    });

    it("take over the events of a dead process while they have many of their own", async () => {
      await submit(first, { id: "a" });
      await endLongAgo(first);
      const busy = await database.open();
      await submit(busy, { id: "b" });
      expect(await idsOf(busy)).to.have.members(["b:1", "b:2", "a:1", "a:2"]);
    });

    it("never relay a step before the steps that precede it", async () => {
      await submit(first, { id: "a" });
      const [claimed] = await claim(second);
      expect(await idsOf(second)).to.deep.equal(["a:1", "a:2", "a:3"]);
      await clearAll(second);
      await clearAll(first);
      if (claimed !== undefined) await settle(second, claimed, ends.succeed);
      expect(await idsOf(second)).to.deep.equal(["a:4"]);
      await clearAll(second);
      expect((await second.backlog()).outbox).to.equal(0);
    });

    it("do not relay again what is known to be on the bus", async () => {
      await submit(first, { id: "a" });
      await clearAll(first);
      await wait(100);
      await claim(second);
      expect(await idsOf(second)).to.deep.equal(["a:3"]);
    });

    it("clear only what was confirmed when another wrote meanwhile", async () => {
      await submit(first, { id: "a" });
      const entries = await first.takeOutbox({ limit: 10 });
      await claim(second);
      await first.clearOutbox({ positions: entries.map(({ position }) => position) });
      expect((await first.backlog()).outbox).to.equal(1);
      await endLongAgo(first, second);
      expect(await idsOf(await database.open())).to.deep.equal(["a:3"]);
    });

    it("relay nothing twice of a job that moves while the rest of its write is not relayed", async () => {
      await first.insertJobs({ jobs: ["a", "b"].map((id) => aNewJob({ id })) });
      await first.clearOutbox({ positions: ["1:a", "2:a"] });
      await claim(first);
      expect(await idsOf(first)).to.have.members(["a:3", "b:1", "b:2", "b:3"]);
      await clearAll(first);
      expect((await second.backlog()).outbox).to.equal(0);
    });

    it("are closed for good when they stop with every event on the bus", async () => {
      await submit(first);
      await clearAll(first);
      await first.close();
      const [writer] = await database.database
        .collection<WriterDocument>("writers")
        .find()
        .sort({ _id: 1 })
        .toArray();
      expect(writer).not.to.have.property("open");
    });

    it("remove a deleted job with its steps, results and log once its last event is on the bus", async () => {
      await submit(first, { id: "a" });
      const [claimed] = await claim(first);
      const lease = { id: "a", token: claimed?.token ?? "" };
      await first.appendLog({ ...lease, lines: [{ stream: "stdout", text: "x", at: 1 }] });
      await first.settleJobs({
        settlements: [
          { ...lease, cause: "succeed", exitCode: 0, result: { long: "x".repeat(5000) } },
        ],
      });
      await first.deleteJob({ id: "a", traceparent: null });
      await endLongAgo(first);
      const third = await database.open();
      expect((await idsOf(third)).at(-1)).to.equal("a:5");
      await clearAll(third);
      for (const name of ["jobs", "log_chunks", "results"])
        expect(await database.database.collection(name).countDocuments()).to.equal(0);
    });
  });
});
