import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import { sharedDatabase } from "../../../testing/servers/a-mongo-database.ts";
import { profileOf } from "../../../testing/servers/profile-of.ts";
import { claim, hour } from "../../conformance/helpers.ts";
import type { Store } from "../../store.ts";

describe("Claims on MongoDB with many queues", () => {
  // Before the hook that empties the database, which would be profiled as well.
  afterEach(() => database.database.command({ profile: 0 }));
  const database = sharedDatabase();
  let store: Store;
  beforeEach(async () => {
    store = await database.open();
  });

  /** Stores two jobs in each of `queues` queues: by turns the first of all queues, then the second. */
  async function fill(queues: number): Promise<void> {
    const runAt = Date.now() - hour;
    const jobs = Array.from({ length: 2 * queues }, (_, n) =>
      aNewJob({ id: idAt(n), queue: `q${n % queues}`, runAt: runAt + n }),
    );
    for (let from = 0; from < jobs.length; from += 1000)
      await store.insertJobs({ jobs: jobs.slice(from, from + 1000) });
  }
  const idAt = (place: number) => `job-${String(place).padStart(6, "0")}`;
  const idsFrom = (place: number, count: number) =>
    Array.from({ length: count }, (_, offset) => idAt(place + offset));
  const claimIds = async (limit: number) =>
    (await claim(store, { limit })).map(({ job }) => job.id).sort();

  for (const queues of [10, 1000])
    it(`read what they take and no other job, with ${queues} queues`, async () => {
      await fill(queues);
      await claim(store, { limit: 5 });
      const done = await profileOf(database.database, () => claim(store, { limit: 5 }));
      const ofJobs = done.filter(({ ns, op }) => /\.jobs$/.test(ns) && op !== "update");
      const reads = ofJobs.filter(({ op }) => op === "query");
      const sum = (field: string, some: typeof ofJobs) =>
        some.reduce((all, { [field]: count = 0 }) => all + Number(count), 0);
      expect(sum("docsExamined", ofJobs)).to.be.at.most(5 + 1);
      // One key of each queue whose turn it may be.
      expect(sum("keysExamined", reads)).to.be.at.most(Math.min(queues, 200) + 2 * 5 + 10);
      expect(ofJobs.some(({ hasSortStage }) => hasSortStage === true)).to.equal(false);
    });

  it("take all jobs in their order over hundreds of queues", async () => {
    await fill(450);
    expect(await claimIds(500)).to.deep.equal(idsFrom(0, 500));
    expect(await claimIds(300)).to.deep.equal(idsFrom(500, 300));
    expect(await claimIds(300)).to.deep.equal(idsFrom(800, 100));
    expect(await claimIds(300)).to.deep.equal([]);
  });

  it("find what comes into queues that they have emptied, and into new ones", async () => {
    await fill(250);
    expect((await claimIds(500)).length).to.equal(500);
    await store.insertJobs({
      jobs: ["q3", "new"].map((queue) => aNewJob({ id: `in-${queue}`, queue })),
    });
    const found = [...(await claimIds(10)), ...(await claimIds(10))];
    expect(found.sort()).to.deep.equal(["in-new", "in-q3"]);
  });

  it("pass the queues from which no job may start", async () => {
    await fill(250);
    const paused = Array.from({ length: 249 }, (_, n) => `q${n}`);
    const limits = { paused, queues: {}, perOwner: null };
    const claimed = await claim(store, { limit: 10, limits });
    expect(claimed.map(({ job }) => job.queue)).to.deep.equal(["q249", "q249"]);
  });
});
