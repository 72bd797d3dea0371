import { expect } from "chai";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { sharedDatabase } from "../../testing/servers/a-mongo-database.ts";
import { claim } from "../conformance/helpers.ts";
import type { Store } from "../store.ts";
import { noBound } from "../verbs/look-bound.ts";
import type { ClaimedJob, Settlement } from "../verbs/work-store.ts";

const batch = 100;
const batches = 20;

describe("MongoDB's round trips", () => {
  // The server counts what others ask it, too.
  const database = sharedDatabase({ own: true });
  let store: Store;
  beforeEach(async () => {
    store = await database.open();
  });

  /** Returns how many commands the server has run so far, by its own count. */
  async function commandsRun(): Promise<number> {
    const { metrics } = await database.database.admin().serverStatus();
    const names = [
      "find",
      "getMore",
      "insert",
      "update",
      "delete",
      "findAndModify",
      "aggregate",
      "distinct",
      "count",
    ];
    return names.reduce((sum, name) => sum + Number(metrics.commands[name].total), 0);
  }

  async function perJob(work: () => Promise<unknown>): Promise<number> {
    const before = await commandsRun();
    await work();
    return ((await commandsRun()) - before) / (batch * batches);
  }

  /** Measures three times, as the heartbeat of the store's writer may fall into one. */
  async function fewest(measure: () => Promise<number>): Promise<number> {
    const found: number[] = [];
    for (let lap = 0; lap < 3; lap++) found.push(await measure());
    return Math.min(...found);
  }

  const fill = () =>
    store.insertJobs({ jobs: Array.from({ length: batch * batches }, () => aNewJob()) });
  const relay = async () => {
    for (;;) {
      const entries = await store.takeOutbox({ limit: 500 });
      if (entries.length === 0) return;
      await store.clearOutbox({ positions: entries.map(({ position }) => position) });
    }
  };
  const drain = async (endOf: (claimed: ClaimedJob) => Settlement) => {
    for (let round = 0; round < batches; round++) {
      const claimed = await claim(store, { limit: batch });
      expect(await store.settleJobs({ settlements: claimed.map(endOf) })).to.have.length(batch);
      await relay();
    }
  };
  const succeed = ({ job, token }: ClaimedJob, result: unknown): Settlement => ({
    id: job.id,
    token,
    cause: "succeed",
    exitCode: 0,
    result,
  });

  it("are at most 5 per 100 jobs that end alike: claim, settlement and relay", async () => {
    await fill();
    await relay();
    expect(await perJob(() => drain((claimed) => succeed(claimed, { fine: true })))).to.be.at.most(
      0.05,
    );
  });

  it("are at most 6 per 100 jobs whose results differ", async () => {
    await fill();
    await relay();
    expect(
      await perJob(() => drain((claimed) => succeed(claimed, { of: claimed.job.id }))),
    ).to.be.at.most(0.06);
  });

  it("are at most 1 per 1000 renewals or progress reports", async () => {
    await fill();
    const leasedJobs: ClaimedJob[] = [];
    for (let round = 0; round < batches; round++)
      leasedJobs.push(...(await claim(store, { limit: batch })));
    const leases = leasedJobs.map(({ job, token }) => ({ id: job.id, token }));
    const renew = () => perJob(() => store.renewLeases({ leases, leaseMs: 60_000 }));
    expect(await fewest(renew)).to.be.at.most(0.001);
    const reports = leases.map((lease, n) => ({ ...lease, progress: { percent: n % 100 } }));
    const report = () => perJob(() => store.reportProgress({ reports }));
    expect(await fewest(report)).to.be.at.most(0.001);
  });

  it("are at most 4 per 100 jobs that a person moves together, each with a key of its own", async () => {
    const jobs = Array.from({ length: batch * batches }, (_, key) =>
      aNewJob({ concurrency: { key: `key ${key}`, limit: 1 } }),
    );
    await store.insertJobs({ jobs });
    await relay();
    const cancelAll = async () => {
      for (let from = 0; from < jobs.length; from += batch) {
        const ids = jobs.slice(from, from + batch).map(({ id }) => id);
        await store.controlJobs({ ids, cause: "cancel", traceparent: null });
      }
    };
    expect(await perJob(cancelAll)).to.be.at.most(0.04);
  });

  it("are shared by inserts that come at once", async () => {
    const insert = async () => {
      const before = await commandsRun();
      await Promise.all(Array.from({ length: 64 }, () => store.insertJobs({ jobs: [aNewJob()] })));
      return (await commandsRun()) - before;
    };
    expect(await fewest(insert)).to.be.at.most(2);
  });

  it("are calls of their own in a long walk, each with the time of one", async () => {
    let calls = 0;
    const counting = await database.open({ ...silentTelemetry(), count: () => void calls++ });
    await fill();
    const words = [{ text: "not in any job", templates: [] }];
    const asked = { filter: { words }, sort: "createdAt", limit: 10, bound: noBound } as const;
    calls = 0;
    expect((await counting.findJobs(asked)).items).to.deep.equal([]);
    // Two whole slices and the end of the walk: each is read in two or three parts, once its end is found.
    expect(calls).to.be.at.least(10);
  });
});
