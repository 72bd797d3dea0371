import { expect } from "chai";
import fc from "fast-check";
import type { mongo } from "mongoose";
import { systemClock } from "../../runtime/clock.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { eventually } from "../../testing/eventually.ts";
import { sharedDatabase } from "../../testing/servers/a-mongo-database.ts";
import { claim, ends, everything, settle, stageAll } from "../conformance/helpers.ts";
import { keepNothing, relayAll } from "../conformance/prune/kept.ts";
import type { Store } from "../store.ts";
import { requestBound } from "../verbs/look-bound.ts";
import { createMongoStore } from "./mongo.ts";

describe("MongoDB's kept counts", () => {
  const database = sharedDatabase();
  let stores: Store[] = [];
  beforeEach(async () => {
    stores = [0, 1].map(() =>
      createMongoStore({ url: database.url, clock: systemClock, minKeptJobs: 0 }),
    );
    await Promise.all(stores.map((store) => store.open()));
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));

  /** Returns what the server ran during `work`. */
  async function profileOf(work: () => Promise<unknown>): Promise<mongo.Document[]> {
    const { database: db } = database;
    await db.command({ profile: 2 });
    await work();
    await db.command({ profile: 0 });
    const done = await db.collection("system.profile").find().toArray();
    await db.collection("system.profile").drop();
    return done;
  }

  async function expectEqualToList(store: Store): Promise<void> {
    const listed = await everything((cursor) =>
      store.findJobs({ filter: {}, sort: "createdAt", limit: 100, cursor }),
    );
    const groups = Map.groupBy(listed, ({ template, state }) => `${template.name} ${state}`);
    const counted = (await store.countJobs()).counts.map(
      ({ template, state, count }) => [`${template} ${state}`, count] as const,
    );
    expect(Object.fromEntries(counted)).to.deep.equal(
      Object.fromEntries([...groups].map(([name, { length }]) => [name, length])),
    );
  }

  const isKept = async (store: Store) => {
    const done = await profileOf(() => store.countJobs());
    return done.every(({ command }) => command?.aggregate === undefined);
  };

  it("answer without passing all jobs, once these are counted", async () => {
    const [store] = stores;
    if (store === undefined) expect.fail();
    await store.insertJobs({ jobs: Array.from({ length: 30 }, () => aNewJob()) });
    await eventually(() => isKept(store), "the counts are kept");
    await store.insertJobs({ jobs: [aNewJob({ template: { name: "other", version: 1 } })] });
    const [first] = await claim(store, { limit: 1 });
    expect(await isKept(store)).to.equal(true);
    await expectEqualToList(store);
    if (first !== undefined) await settle(store, first, ends.succeed);
    await expectEqualToList(store);
  });

  it("are there for a process that starts, and are not counted again", async () => {
    const [store] = stores;
    if (store === undefined) expect.fail();
    await store.insertJobs({ jobs: Array.from({ length: 30 }, () => aNewJob()) });
    await eventually(() => isKept(store), "the counts are kept");
    await eventually(
      async () => (await database.database.collection("meta").countDocuments(savedCounts)) === 1,
      "the counts are saved",
    );
    await claim(store, { limit: 3 });
    const later = createMongoStore({ url: database.url, clock: systemClock, minKeptJobs: 0 });
    stores.push(later);
    await later.open();
    expect(await isKept(later)).to.equal(true);
    await expectEqualToList(later);
  });

  it("are marked as not exact from a removal on until jobs are counted again", async () => {
    const [store] = stores;
    if (store === undefined) expect.fail();
    await store.insertJobs({ jobs: Array.from({ length: 30 }, () => aNewJob()) });
    await eventually(() => isKept(store), "the counts are kept");
    const [job] = await claim(store, { limit: 1 });
    if (job === undefined) expect.fail();
    await settle(store, job, ends.succeed);
    await relayAll(store);
    const count = () => store.countJobs({ filter: {}, bound: requestBound });
    expect((await count()).isComplete).to.equal(true);
    await store.pruneJobs({ policy: keepNothing, ids: [job.job.id] });
    expect(await count()).to.deep.include({ isComplete: false });
    await expectEqualToList(store);
  });

  it("are those of the list, whatever several processes do with the jobs", async function () {
    this.timeout(60_000);
    const move = fc.record({
      process: fc.nat(1),
      what: fc.constantFrom(
        ...(["insert", "claim", "succeed", "fail", "cancel", "retry", "delete"] as const),
        ...(["relay", "prune", "count"] as const),
      ),
      pick: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 10, maxLength: 40 }), async (moves) => {
        const held: Awaited<ReturnType<typeof claim>> = [];
        for (const { process, what, pick } of moves) {
          const store = stores[process];
          if (store === undefined) continue;
          await make(store, what, pick, held);
          if (what === "count") await expectEqualToList(store);
        }
        for (const store of stores) await expectEqualToList(store);
      }),
      { numRuns: 8 },
    );
  });
});

/** Selects the counts that are saved for other processes. */
const savedCounts = { counts: { $exists: true } };

type What = "insert" | "claim" | "succeed" | "fail" | "cancel" | "retry" | "delete";

/** Makes one move, if there is a job for it. */
async function make(
  store: Store,
  what: What | "relay" | "prune" | "count",
  pick: number,
  held: Awaited<ReturnType<typeof claim>>,
): Promise<void> {
  const { items } = await store.findJobs({ filter: {}, sort: "createdAt", limit: 100 });
  const id = items[pick % Math.max(1, items.length)]?.id ?? "nobody";
  const traceparent = null;
  switch (what) {
    case "insert": {
      const template = { name: `t${pick % 3}`, version: 1 };
      const jobs = Array.from({ length: 1 + (pick % 5) }, () => aNewJob({ template }));
      await store.insertJobs({ jobs });
      return;
    }
    case "claim":
      held.push(...(await claim(store, { limit: 1 + (pick % 3) })));
      return;
    case "succeed":
    case "fail": {
      const [claimed] = held.splice(pick % Math.max(1, held.length), 1);
      const end = what === "succeed" ? ends.succeed : ends.failNow;
      if (claimed !== undefined) await settle(store, claimed, end);
      return;
    }
    case "cancel":
    case "retry":
      await store.controlJob({ id, cause: what, traceparent });
      return;
    case "delete":
      await store.deleteJob({ id, traceparent });
      return;
    case "relay":
      await stageAll(store);
      await relayAll(store);
      return;
    case "prune":
      await store.pruneJobs({ policy: keepNothing, ids: [id] });
      return;
    case "count":
      return;
  }
}
