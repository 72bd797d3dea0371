import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { jobSorts } from "@formwork/contracts/job-query";
import { expect } from "chai";
import { aNewJob } from "../../testing/a-new-job.ts";
import { keepNothing } from "../conformance/prune/kept.ts";
import type { JobFilter } from "../verbs/job-store.ts";
import { noBound } from "../verbs/look-bound.ts";
import { createDatabase, type Database } from "./connection/database.ts";
import { openForWriting } from "./connection/open.ts";
import { createCount } from "./jobs/count.ts";
import { createCountByTime } from "./jobs/count-by-time.ts";
import { createFindErrors } from "./jobs/errors/find-errors.ts";
import { createFind, type FoundRows, selectOf } from "./jobs/find.ts";
import { packJob } from "./jobs/packed-job.ts";
import { type Place, scansInOrder } from "./jobs/walk/order-scans.ts";
import { indexedParts, scansOf } from "./jobs/walk/scans.ts";
import type { FoundPlace, ScanQuery, Slice } from "./jobs/walk/slices.ts";
import { createReads } from "./threads/serve-reads.ts";
import { createWrites } from "./threads/serve-writes.ts";
import { packSettlements } from "./work/packed-settlement.ts";

/** Templates and states of stored jobs. */
const places: Place[] = [
  { template: "a", state: "queued" },
  { template: "a", state: "failed" },
  { template: "b", state: "succeeded" },
];

describe("SQLite's plans", () => {
  let database: Database;
  beforeEach(async () => {
    database = createDatabase(":memory:");
    await openForWriting(database, () => undefined);
  });
  afterEach(() => database.close());

  function planOf(sql: string, values: SQLInputValue[] = []): string[] {
    return database
      .query<{ detail: string }>(`explain query plan ${sql}`, values)
      .map(({ detail }) => detail);
  }

  it("walk no table from end to end for the work of every second", () => {
    const questions = questionsAsked(() => work(database));
    expect(questions.length).to.be.above(20);
    for (const sql of questions) {
      const marks = [...new Set(sql.match(/\?\d*/g) ?? [])];
      const values = sql.includes("?1")
        ? marks.map(() => null)
        : (sql.match(/\?/g) ?? []).map(() => null);
      expect(planOf(sql, values).filter(isCostly), sql).to.deep.equal([]);
    }
  });

  it("group failed jobs along their index alone, each slice from its place", () => {
    const [, ...questions] = questionsAsked(() => {
      const slices = createFindErrors(database)({
        ...{ filter: {}, sort: "-lastAt", since: [1, 2], limit: 5, after: null },
        bound: noBound,
      });
      slices.next();
    });
    expect(questions.length).to.be.above(0);
    const sql = `select s.errorGroup, s.createdAt from standings s indexed by standings_by_error
      where s.errorGroup is not null and (s.errorGroup, s.createdAt) > (?, ?)
        and (s.errorGroup, s.createdAt) <= (?, ?)
      order by s.errorGroup, s.createdAt limit 1 offset 3999`;
    for (const one of [sql, ...questions.filter((text) => text.includes("standings_by_error"))]) {
      const values = (one.match(/\?/g) ?? []).map(() => null);
      expect(planOf(one, values), one).to.have.length(1);
      expect(planOf(one, values)[0], one).to.match(
        /^SEARCH s USING COVERING INDEX standings_by_error \(.*errorGroup/,
      );
    }
    expect(planOf(sql, [1, 1, 1, 1])[0]).to.include("(errorGroup,createdAt)>(?,?)");
  });

  /** The steps of a plan that look for rows; those of joins by number are left out. */
  function looksOf({ sql, values }: ReturnType<typeof selectOf>): string[] {
    const plan = planOf(sql, values);
    expect(plan.join(), sql).to.not.include("TEMP B-TREE");
    const looks = plan.filter((step) => /^(SEARCH|SCAN) [^p]/.test(step));
    return looks.filter((step) => !step.includes("INTEGER PRIMARY KEY"));
  }

  for (const sort of jobSorts)
    it(`list jobs by ${sort} along an index, from the place of the cursor`, () => {
      for (const scan of scansInOrder(sort, {}, places)) {
        const first = selectOf({ filter: {}, sort }, scan, { from: null, end: null, limit: 50 });
        const slice: Slice = { from: [1, 1], end: [2, 2] };
        const next = selectOf({ filter: {}, sort }, scan, { ...slice, limit: 50 });
        // Many jobs may share a key, such as a priority.
        const within: Slice = { from: [scan.shift + 1, 1], end: [scan.shift + 1, 9] };
        for (const look of looksOf(selectOf({ filter: {}, sort }, scan, { ...within, limit: 50 })))
          expect(look).to.match(/=\? AND rowid>\? AND rowid<\?\)$/);
        for (const look of looksOf(first))
          expect(look).to.match(/^(SEARCH|SCAN) \w USING (COVERING )?INDEX \w+_by_/);
        for (const look of looksOf(next))
          expect(look).to.match(/^SEARCH \w USING (COVERING )?INDEX \w+_by_.*[><]\?/);
      }
    });

  it("list the jobs that ended within a range along their ends, within that range alone", () => {
    const filter = { finishedFrom: 1, finishedTo: 2 };
    const query: ScanQuery = { filter, sort: "-finishedAt" };
    const [scan, ...others] = scansInOrder(query.sort, filter, places);
    if (scan === undefined) expect.fail("there is no run");
    expect(others).to.deep.equal([]);
    const looks = looksOf(selectOf(query, scan, { from: null, end: null, limit: 50 }));
    expect(looks).to.have.length(2);
    for (const look of looks)
      expect(look).to.match(/^SEARCH s .*template=\? AND finishedAt>\? AND finishedAt<\?\)/);
  });

  it("list jobs that wait by when they are due, without looking at others", () => {
    const waiting: Place[] = [
      { template: "a", state: "scheduled" },
      { template: "b", state: "retrying" },
    ];
    const [scan] = scansInOrder("runAt", {}, waiting);
    if (scan === undefined) expect.fail("there is no run");
    const slice: Slice = { from: [1, 1], end: null };
    for (const look of looksOf(
      selectOf({ filter: {}, sort: "runAt" }, scan, { ...slice, limit: 50 }),
    ))
      expect(look).to.match(/INDEX standings_waiting \(state=\? AND runAt(>|=\? AND rowid>)\?\)/);
  });

  it("list the jobs of any indexed filter without looking at others", () => {
    const filters = [
      { state: ["failed"] as const },
      { template: ["a"] },
      { queue: ["a"] },
      { createdBy: "a" },
      { schedule: "a" },
      { rerunOf: "a" },
      { tag: ["a"] },
      { errorGroup: ["a"] },
    ];
    for (const given of filters) {
      const filter = given as JobFilter;
      const [part] = indexedParts(filter);
      const [scan] = part === undefined ? [] : scansOf(part, "-createdAt");
      if (scan === undefined) expect.fail("the filter has no index");
      const query: ScanQuery = { filter, sort: "-createdAt" };
      const [look] = looksOf(selectOf(query, scan, { from: [1, 1], end: null, limit: 50 }));
      expect(look).to.match(/^SEARCH \w USING .*(INDEX|PRIMARY KEY) .*=\?/);
    }
  });
});

describe("SQLite's lists and counts", () => {
  let database: Database;
  let looked: number;
  beforeEach(async () => {
    database = createDatabase(":memory:");
    looked = 0;
    // A search calls it for each job that it looks at.
    const hasWords = () => {
      looked++;
      return 0;
    };
    await openForWriting(database, (sqlite) => {
      sqlite.function("hasWords", { varargs: true }, hasWords);
    });
    const jobs = Array.from({ length: 60 }, (_, n) =>
      aNewJob({ createdBy: n % 2 === 0 ? "ada" : "bob", priority: n % 10 }),
    );
    createWrites(database)([{ id: 1, verb: "insertJobs", params: jobs.map(packJob) }], Date.now());
  });
  afterEach(() => database.close());

  const bound = { jobs: 10, ms: Number.POSITIVE_INFINITY };
  const filter: JobFilter = { createdBy: "ada", words: [{ text: "nothing", templates: [] }] };

  for (const sort of jobSorts)
    it(`look at no more jobs than their bound, by ${sort}, and go on from there`, () => {
      const find = createFind(database);
      let after: FoundPlace | null = null;
      for (let pages = 1; pages <= 60; pages++) {
        looked = 0;
        const page: FoundRows = ended(find({ filter, sort, limit: 5, after, bound }));
        expect(page.rows).to.deep.equal([]);
        expect(looked).to.be.at.most(bound.jobs);
        after = page.reached;
        if (after === null) return;
      }
      expect.fail("the list has no end");
    });

  it("count no more jobs than their bound, and say so", () => {
    const { isComplete } = ended(createCount(database)({ filter, bound }));
    expect({ looked, isComplete }).to.deep.equal({ looked: bound.jobs, isComplete: false });
    const byTime = { by: "createdAt", from: 0, to: Date.now() + 1, stepMs: 1000 } as const;
    looked = 0;
    const counted = ended(createCountByTime(database)({ ...byTime, filter, bound }));
    expect({ looked, ...counted }).to.deep.equal({
      ...{ looked: bound.jobs, counts: [], isComplete: false },
    });
  });

  it("look at no job where the kept counts tell that none matches", () => {
    const nothing = { ...filter, state: ["failed" as const], template: ["greet"] };
    for (const sort of jobSorts)
      ended(createFind(database)({ filter: nothing, sort, limit: 5, after: null, bound }));
    expect(looked).to.equal(0);
  });
});

/** Runs something to its end, slice by slice. */
function ended<T>(slices: Generator<void, T, void>): T {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

/**
 * Walking a table, or sorting. Tables of a row or a few may be walked, and so may what is left to
 * do of dependencies.
 */
function isCostly(step: string): boolean {
  return (
    /^SCAN (?!standings USING COVERING INDEX standings_(in_line|parked)$|tallies|wanted|outbox_state|parked_by_owner$|counts|json_each|CONSTANT ROW|\(subquery|d USING|dependencies USING)/.test(
      step,
    ) || /TEMP B-TREE/.test(step)
  );
}

/** What runs all the time, whether there is something to do or not. */
function work(database: Database): void {
  const commitSome = createWrites(database);
  const reads = createReads(database);
  const write = (verb: string, params: unknown) =>
    commitSome([{ id: 1, verb, params }], Date.now()).replies[0] as unknown as { value: never };
  const read = (verb: string, params: unknown) => reads.start({ id: 1, verb, params });

  const key = { concurrency: { key: "k", limit: 1 } };
  const target = aNewJob(key);
  const waiting = aNewJob({ dependsOn: [target.id] });
  const keyed = aNewJob({ ...key, tags: ["t"], idempotency: { key: "k", hash: "h" } });
  write("insertJobs", [target, waiting, keyed].map(packJob));
  const claim = { workerId: "w", kinds: ["module"], limit: 10, leaseMs: 1000 };
  const { token } = write("claimJobs", claim).value as { token: string };
  write("claimJobs", { ...claim, queues: ["default"] });
  write("claimJobs", {
    ...claim,
    limits: { paused: ["other"], queues: { default: 1 }, perOwner: 1 },
  });
  const lease = { id: target.id, token };
  write("renewLeases", { leases: [lease], leaseMs: 1000 });
  write("reportProgress", { reports: [{ ...lease, progress: { percent: 1 } }] });
  write("appendLog", { ...lease, lines: [{ stream: "stdout", text: "x", at: 1 }] });
  write("settleJobs", packSettlements([{ ...lease, cause: "succeed", exitCode: 0, result: null }]));
  const change = { priority: 9, queue: "other", tags: ["x"] };
  write("changeJob", { id: keyed.id, change, traceparent: null });
  write("stageJobs", { limit: 10 });
  write("rescueJobs", { limit: 10, maxCrashes: 3 });
  write("writeRelayed", 3);
  write("deleteJob", { id: target.id, traceparent: null });
  write("writeRelayed", 9);
  write("pruneJobs", { policy: keepNothing, ids: [target.id, keyed.id] });
  write("pruneLogs", { keepMs: -1, ids: [keyed.id] });
  write("pruneLeftovers", undefined);
  for (const [verb, params] of [
    ["readLog", { id: target.id, after: 0, limit: 10 }],
    ["unrelayed", { limit: 10, after: 0 }],
    ["backlog", undefined],
    ["nextDueAt", undefined],
    ["queueLoads", undefined],
    ["waitFacts", { id: keyed.id, maxAhead: 10, maxHolders: 10 }],
    ["countJobs", { filter: {}, bound: noBound }],
    ["getJob", { id: keyed.id }],
    ["knownJobs", { ids: [keyed.id] }],
    ["fixedParts", [keyed.id]],
    ["history", { id: keyed.id, after: 0 }],
    ["findExpiredJobs", { policy: keepNothing, state: "succeeded", limit: 10, now: Date.now() }],
    ["findOldLogs", { keepMs: -1, limit: 10, now: Date.now() }],
    ["logRemovedAt", keyed.id],
  ] as const)
    expect(read(verb, params), verb).to.have.property("value");
}

/** Every select, update and delete that SQLite is asked to prepare during `work`. */
function questionsAsked(work: () => void): string[] {
  const asked = new Set<string>();
  const prepare = DatabaseSync.prototype.prepare;
  DatabaseSync.prototype.prepare = function (sql, options) {
    asked.add(sql);
    return prepare.call(this, sql, options);
  };
  try {
    work();
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
  return [...asked].filter((sql) => /^\s*(select|update|delete)/.test(sql));
}
