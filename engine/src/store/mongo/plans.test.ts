import { jobSorts } from "@formwork/contracts/job-query";
import { expect } from "chai";
import type { mongo } from "mongoose";
import { sessionsTable } from "../../accounts/account-tables.ts";
import { createUsers } from "../../accounts/users.ts";
import { systemClock } from "../../runtime/clock.ts";
import { createTemplateStore } from "../../templates/versions/template-store.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { sharedDatabase } from "../../testing/servers/a-mongo-database.ts";
import { profileOf as ofDatabase } from "../../testing/servers/profile-of.ts";
import {
  aJobIn,
  claim,
  ends,
  hour,
  settle,
  stageAll,
  start,
  submit,
} from "../conformance/helpers.ts";
import { keepNothing, pruneLeftovers, relayAll } from "../conformance/prune/kept.ts";
import type { Store } from "../store.ts";
import type { JobFilter } from "../verbs/job-store.ts";

describe("MongoDB's plans", () => {
  // Before the hook that empties the database, which would be profiled as well.
  afterEach(() => database.database.command({ profile: 0 }));
  const database = sharedDatabase();
  let store: Store;
  beforeEach(async () => {
    store = await database.open();
  });

  const profileOf = (work: () => Promise<unknown>) => ofDatabase(database.database, work);
  const isScan = ({ planSummary }: mongo.Document) => /COLLSCAN/.test(String(planSummary));
  const inWords = ({ ns, op, planSummary, command }: mongo.Document) =>
    `${op} ${ns} ${planSummary} ${JSON.stringify(command)}`.slice(0, 500);

  it("scan no collection for any verb", async () => {
    const done = await profileOf(() => callEveryVerb(store));
    expect(done.filter(({ planSummary }) => planSummary !== undefined).length).to.be.above(60);
    expect(done.filter(isScan).map(inWords)).to.deep.equal([]);
  });

  it("group failed jobs without reading a document, or a job that is none", async () => {
    for (let place = 0; place < 3; place++) await aJobIn(store, "failed");
    await Promise.all(Array.from({ length: 20 }, () => submit(store)));
    const done = await profileOf(() =>
      store.findErrors({ filter: { template: ["greet"] }, sort: "-lastAt", since: [0], limit: 5 }),
    );
    const [grouped] = done.filter(({ command }) => command?.aggregate !== undefined);
    expect(String(grouped?.planSummary)).to.include("errorGroup");
    expect(grouped?.keysExamined).to.be.at.most(4);
    const plain = await profileOf(() =>
      store.findErrors({ filter: {}, sort: "-lastAt", since: [0], limit: 5 }),
    );
    const [covered] = plain.filter(({ command }) => command?.aggregate !== undefined);
    expect(covered).to.include({ docsExamined: 0 });
  });

  for (const sort of jobSorts) {
    it(`list jobs by ${sort} along an index, from the place of the cursor`, async () => {
      await store.insertJobs({
        jobs: Array.from({ length: 40 }, (_, n) =>
          aNewJob({ priority: n % 10, runAt: 1_000_000 + n }),
        ),
      });
      for (const claimed of await claim(store, { limit: 20 }))
        await settle(store, claimed, ends.succeed);
      let cursor: string | null | undefined;
      for (let page = 0; page < 3; page++) {
        const done = await profileOf(async () => {
          cursor = (
            await store.findJobs({ filter: {}, sort, limit: 10, cursor: cursor ?? undefined })
          ).next;
        });
        const [find] = done.filter(({ op, ns }) => op === "query" && /\.jobs$/.test(ns));
        expect(find?.planSummary).to.match(/^IXSCAN/);
        expect(find?.hasSortStage).to.equal(undefined);
        expect(find?.docsExamined).to.be.at.most(13);
      }
    });
  }

  it("list the jobs of some states without reading others", async () => {
    await store.insertJobs({ jobs: Array.from({ length: 30 }, () => aNewJob()) });
    for (const state of ["failed", "cancelled", "failed"] as const) await aJobIn(store, state);
    const done = await profileOf(() =>
      store.findJobs({ filter: { state: ["failed", "cancelled"] }, sort: "-createdAt", limit: 10 }),
    );
    const [find] = done.filter(({ op, ns }) => op === "query" && /\.jobs$/.test(ns));
    expect(find?.hasSortStage).to.equal(undefined);
    expect(find?.docsExamined).to.equal(3);
  });

  it("know that a filter matches nothing without reading a job", async () => {
    await store.insertJobs({ jobs: Array.from({ length: 30 }, () => aNewJob({ tags: ["x"] })) });
    const nothing = [
      { state: ["failed" as const], template: ["greet"] },
      ...[{ template: ["none"] }, { queue: ["none"] }, { tag: ["none"] }, { createdBy: "none" }],
      ...[{ schedule: "none" }, { dismissed: true }, { template: ["greet"], queue: ["none"] }],
    ];
    for (const filter of nothing)
      for (const sort of jobSorts) {
        const done = await profileOf(() => store.findJobs({ filter, sort, limit: 10 }));
        const read = done.reduce((sum, { docsExamined, ns }) => {
          return sum + (/\.jobs$/.test(ns) ? Number(docsExamined ?? 0) : 0);
        }, 0);
        expect(read, JSON.stringify([filter, sort])).to.equal(0);
      }
  });

  it("list jobs of more queues than it walks without reading or sorting them all", async () => {
    const createdBy = ["ada", "bob"] as const;
    const jobs = Array.from({ length: 1100 }, (_, n) =>
      aNewJob({ queue: `q${n}`, createdBy: createdBy[n % 2] ?? "ada" }),
    );
    await store.insertJobs({ jobs });
    const cases: [JobFilter, count: number, docs: number][] = [
      [{}, 10, 11],
      [{ queue: ["q7"] }, 1, 1],
      [{ queue: ["q7", "q8"], state: ["queued"] }, 2, 2],
      [{ queue: ["none"] }, 0, 0],
      [{ template: ["none"] }, 0, 0],
      [{ state: ["queued"] }, 10, 1100],
    ];
    for (const [filter, count, docs] of cases) {
      let found: string[] = [];
      const done = await profileOf(async () => {
        const query = { filter, sort: "-createdAt", limit: 10 } as const;
        found = (await store.findJobs(query)).items.map(({ id }) => id);
      });
      const ofJobs = done.filter(({ ns }) => /\.jobs$/.test(ns));
      const read = ofJobs.reduce((sum, { docsExamined = 0 }) => sum + Number(docsExamined), 0);
      expect(found.length, JSON.stringify(filter)).to.equal(count);
      expect(read, JSON.stringify(filter)).to.be.at.most(docs);
      expect(ofJobs.some(({ hasSortStage }) => hasSortStage === true)).to.equal(false);
    }
    let cursor: string | undefined;
    const all: string[] = [];
    do {
      const query = { filter: {}, sort: "createdAt", limit: 500, cursor } as const;
      const page = await store.findJobs(query);
      all.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(all.sort()).to.deep.equal(jobs.map(({ id }) => id).sort());
  });

  it("look at no more jobs than their bound, whatever is stored", async () => {
    await store.insertJobs({
      jobs: Array.from({ length: 200 }, (_, n) =>
        aNewJob({ createdBy: n % 2 === 0 ? "ada" : "bob", tags: [n % 2 === 0 ? "even" : "odd"] }),
      ),
    });
    const bound = { jobs: 10, ms: Number.POSITIVE_INFINITY };
    const filter = { createdBy: "ada", tag: ["odd"] };
    const lists = jobSorts.map((sort) => () => store.findJobs({ filter, sort, limit: 5, bound }));
    const range = { from: 0, to: Date.now() + hour, stepMs: 1000 };
    const counts = [
      () => store.countJobs({ filter, bound }),
      ...(["createdAt", "finishedAt"] as const).map((by) => () => {
        return store.countByTime({ ...range, by, filter, bound });
      }),
    ];
    for (const ask of [...lists, ...counts]) {
      const done = await profileOf(ask);
      const ofJobs = done.filter(({ ns }) => /\.jobs$/.test(ns));
      const docs = ofJobs.reduce((sum, { docsExamined = 0 }) => sum + Number(docsExamined), 0);
      expect(docs, String(ask)).to.be.at.most(2 * bound.jobs);
    }
  });

  it("list and count the re-runs of a job without reading other jobs", async () => {
    await store.insertJobs({
      jobs: Array.from({ length: 30 }, (_, n) => aNewJob({ rerunOf: n % 10 === 0 ? "a" : null })),
    });
    const filter = { rerunOf: "a" };
    const done = await profileOf(async () => {
      await store.findJobs({ filter, sort: "-createdAt", limit: 10 });
      await store.countJobs({ filter });
    });
    const ofJobs = done.filter(({ ns, op }) => /jobs$/.test(ns) && op !== "getmore");
    expect(ofJobs.map(({ docsExamined }) => docsExamined)).to.deep.equal([3, 3]);
    expect(ofJobs.map(({ hasSortStage }) => hasSortStage)).to.deep.equal([undefined, undefined]);
  });

  it("count jobs without reading documents, and claim without reading other jobs", async () => {
    await store.insertJobs({
      jobs: Array.from({ length: 50 }, (_, n) => aNewJob({ queue: `q${n % 5}`, priority: n % 10 })),
    });
    await store.claimJobs({ workerId: "w", kinds: ["module"], limit: 1, leaseMs: 1000 });
    const done = await profileOf(async () => {
      await store.countJobs();
      await store.claimJobs({ workerId: "w", kinds: ["module"], limit: 5, leaseMs: 1000 });
    });
    const examined = Object.fromEntries(
      done
        .filter(({ ns }) => /jobs$/.test(ns))
        .map(({ op, command, docsExamined }) => [command.aggregate ?? op, docsExamined]),
    );
    // The first one asks how many documents there are.
    expect(examined).to.deep.equal({ command: 0, jobs: 0, query: 5, update: 5 });
  });
});

/** Calls every verb of a store, each with something to find. */
async function callEveryVerb(store: Store): Promise<void> {
  await useAccounts(store);
  await publishSome(store);
  await workSome(store);
  await listSome(store);
  await pruneSome(store);
}

async function useAccounts(store: Store): Promise<void> {
  const users = createUsers({ store });
  const user = {
    id: "u",
    email: "a@b.c",
    role: "admin",
    createdAt: "2026-01-01T00:00:00.000Z",
    passwordHash: "h",
  } as const;
  await users.insertFirst(user);
  await users.isEmpty();
  await users.find({ email: "a@b.c" });
  await users.setPasswordHash({ id: "u", before: "h", passwordHash: "i" });
  const sessions = store.table(sessionsTable);
  await sessions.insert({ row: { id: "s", userId: "u", expiresAt: Date.now() + 10_000 } });
  await sessions.get({ id: "s" });
  await sessions.remove({ key: "s" });
}

async function publishSome(store: Store): Promise<void> {
  const definition = {
    name: "greet",
    title: "Greet",
    payload: { type: "object" },
    run: { kind: "module" as const, file: "a.ts" },
  };
  const templates = createTemplateStore({ store, clock: systemClock });
  const version = { definition, publishedBy: "u", folder: "", source: "folder" as const };
  for (const hash of ["1", "2", "2"]) await templates.publish({ ...version, hash });
  await templates.publish({ ...version, hash: "2", folder: "moved" });
  await templates.archive({ name: "greet" });
  await templates.find({ name: "greet", version: 1 });
  await templates.list();
  await templates.listVersions({ name: "greet", limit: 10 });
}

async function workSome(store: Store): Promise<void> {
  const concurrency = { key: "k", limit: 1 };
  const target = await start(store, { concurrency });
  const waiting = await submit(store, {
    dependsOn: [target.job.id, "nobody"],
    onDependencyFailure: "run",
  });
  const idempotency = { key: "k", hash: "h" };
  await store.insertJobs({
    jobs: [
      aNewJob({ concurrency, idempotency }),
      aNewJob({ concurrency, idempotency }),
      aNewJob({ concurrency }),
    ],
  });
  await claim(store);
  await claim(store, { queues: ["default"] });
  await claim(store, { limits: { paused: ["other"], queues: { default: 1 }, perOwner: 1 } });
  const lease = { id: target.job.id, token: target.token };
  await store.renewLeases({ leases: [lease, { id: "nobody", token: "none" }], leaseMs: 1000 });
  await store.reportProgress({ reports: [{ ...lease, progress: { percent: 1 } }] });
  await store.appendLog({ ...lease, lines: [{ stream: "stdout", text: "x", at: 1 }] });
  await settle(store, target, ends.succeed);
  await settle(store, { job: waiting, token: "foreign" }, ends.succeed);
  await stageAll(store);
  await start(store, {}, { leaseMs: -1 });
  await store.rescueJobs({ limit: 10, maxCrashes: 3 });
  const removed = await aJobIn(store, "failed");
  const change = { runAt: Date.now() + 60_000, queue: "other", tags: ["x"] };
  await store.changeJob({ id: waiting.id, change, traceparent: null });
  await store.controlJob({ id: waiting.id, cause: "cancel", traceparent: null });
  await store.deleteJob({ id: removed.id, traceparent: null });
  const entries = await store.takeOutbox({ limit: 1000 });
  await store.clearOutbox({ positions: entries.map(({ position }) => position) });
  await store.takeOutbox({ limit: 10 });
  await store.backlog();
  await store.nextDueAt();
  await store.queueLoads();
  await store.waitFacts({ id: waiting.id, maxAhead: 10, maxHolders: 10 });
}

async function pruneSome(store: Store): Promise<void> {
  const { id } = await aJobIn(store, "failed");
  await relayAll(store);
  const wanted = { policy: keepNothing, state: "failed", limit: 2 } as const;
  const { next } = await store.findExpiredJobs(wanted);
  await store.findExpiredJobs({ ...wanted, after: next, newestFirst: true });
  await store.findOldLogs({ keepMs: -1, limit: 10, after: id });
  await store.pruneLogs({ keepMs: -1, ids: [id] });
  await store.logRemovedAt({ id });
  await store.pruneJobs({ policy: keepNothing, ids: [id] });
  await pruneLeftovers(store);
}

async function listSome(store: Store): Promise<void> {
  const ended = await aJobIn(store, "succeeded");
  await store.countJobs();
  await store.getJob({ id: ended.id });
  await store.knownJobs({ ids: [ended.id, "nobody"] });
  await store.listEvents({ id: ended.id, limit: 10 });
  await store.listAttempts({ id: ended.id, limit: 10 });
  await store.readLog({ id: ended.id, after: 0, limit: 10 });
  await store.readLog({ id: ended.id, after: 0, before: 5, limit: 10, newest: true });
  const filters = [
    {},
    { state: ["failed" as const] },
    { words: [{ text: "greet", templates: ["greet"] }] },
    { tag: ["x"] },
    { payload: { name: "Ada" } },
    { createdBy: "user-1", from: 1, to: 2 },
  ];
  for (const filter of filters)
    for (const sort of jobSorts) await store.findJobs({ filter, sort, limit: 5 });
  for (const filter of filters) await store.countJobs({ filter });
}
