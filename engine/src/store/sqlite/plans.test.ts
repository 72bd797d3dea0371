import { DatabaseSync } from "node:sqlite";
import { jobSorts } from "@formwork/contracts/job-query";
import { expect } from "chai";
import { aJob } from "../../testing/a-job.ts";
import { aFolder, type TestFolder } from "../../testing/a-sqlite-folder.ts";
import { claim, ends, settle, start, submit } from "../conformance/play.ts";
import type { Store } from "../store.ts";
import { selectOf } from "./jobs/find.ts";

describe("SQLite's plans", () => {
  let folder: TestFolder;
  let database: DatabaseSync;
  let store: Store;
  beforeEach(async () => {
    folder = await aFolder();
    store = await folder.open();
    database = new DatabaseSync(folder.path);
  });
  afterEach(async () => {
    database.close();
    await folder.dispose();
  });

  function planOf(sql: string, values: (string | number | null)[] = []): string[] {
    return database
      .prepare(`explain query plan ${sql}`)
      .all(...values)
      .map((step) => String(step.detail));
  }

  it("walk no table from end to end for the work of every second", async () => {
    const questions = await questionsAsked(() => work(store));
    expect(questions.length).to.be.above(20);
    for (const sql of questions) {
      expect(planOf(sql).filter(isCostly), sql).to.deep.equal([]);
    }
  });

  for (const sort of jobSorts) {
    it(`list jobs by ${sort} along an index, from the place of the cursor`, () => {
      const cursor = Buffer.from(JSON.stringify([sort, 1, "a"])).toString("base64url");
      const first = selectOf({ filter: {}, sort, limit: 50 });
      const next = selectOf({ filter: {}, sort, limit: 50, cursor });
      expect(planOf(first.sql)[0]).to.match(/^SCAN jobs USING INDEX jobs_by_/);
      expect(planOf(next.sql)[0]).to.match(/^SEARCH jobs USING INDEX jobs_by_/);
      expect([...planOf(first.sql), ...planOf(next.sql)].join()).to.not.include("TEMP B-TREE");
    });
  }

  it("list the jobs of some states without looking at others", () => {
    const { sql } = selectOf({
      filter: { state: ["failed", "cancelled"] },
      sort: "-createdAt",
      limit: 50,
    });
    const steps = planOf(sql).filter((step) => / jobs /.test(step));
    expect(steps).to.have.length(2);
    for (const step of steps)
      expect(step).to.match(/^SEARCH jobs USING INDEX jobs_by_state \(state=\?\)/);
    expect(planOf(sql).join()).to.not.include("TEMP B-TREE");
  });
});

/**
 * Walking a table, or sorting. Tables of a row or a few may be walked, and so may what is left to
 * do of dependencies.
 */
function isCostly(step: string): boolean {
  return (
    /^SCAN (?!wanted|outbox|counts|CONSTANT ROW|\(subquery|dependencies USING)/.test(step) ||
    /TEMP B-TREE/.test(step)
  );
}

/** What runs all the time, whether there is something to do or not. */
async function work(store: Store): Promise<void> {
  const target = await start(store, { concurrency: { key: "k", limit: 1 } });
  await submit(store, { dependsOn: [target.job.id] });
  await store.insertJobs({
    jobs: [aJob({ concurrency: { key: "k", limit: 1 }, idempotency: { key: "k", hash: "h" } })],
  });
  await claim(store);
  await claim(store, { queues: ["default"] });
  const lease = { id: target.job.id, token: target.token };
  await store.renewLeases({ leases: [lease], leaseMs: 1000 });
  await store.reportProgress({ reports: [{ ...lease, progress: { percent: 1 } }] });
  await store.appendLog({ ...lease, lines: [{ stream: "stdout", text: "x", at: 1 }] });
  await store.readLog({ id: target.job.id, after: 0, limit: 10 });
  await settle(store, target, ends.succeed);
  await store.stageJobs({ limit: 10 });
  await store.rescueJobs({ limit: 10, maxCrashes: 3 });
  const entries = await store.takeOutbox({ limit: 10 });
  await store.clearOutbox({ positions: entries.map(({ position }) => position) });
  await store.backlog();
  await store.countJobs();
  await store.getJob({ id: target.job.id });
  await store.listEvents({ id: target.job.id, limit: 10 });
}

/** Every select, update and delete that SQLite is asked to prepare during `work`. */
async function questionsAsked(work: () => Promise<void>): Promise<string[]> {
  const asked = new Set<string>();
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function (sql, options) {
    asked.add(sql);
    return prepare.call(this, sql, options);
  };
  try {
    await work();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
  return [...asked].filter((sql) => /^\s*(select|update|delete)/.test(sql));
}
