import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { expect } from "chai";
import { aFolder, type TestFolder } from "../../../testing/a-sqlite-folder.ts";
import { refusal, submit } from "../../conformance/helpers.ts";
import { expectOldJobsToGoOn, type OldJob, oldJobs, oldTime } from "../../conformance/old-jobs.ts";
import { schema } from "./schema.ts";

describe("SQLite's migrations", () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.dispose());

  it("refuse a file of the layout before the first release, and say what to do", async () => {
    const old = new DatabaseSync(folder.path);
    old.exec("create table migrations (version integer primary key, appliedAt integer) strict");
    old.exec("create table jobs (no integer primary key, id text)");
    old.exec("insert into migrations values (2, 0)");
    old.close();
    const { code, message } = await refusal(folder.open());
    expect(code).to.equal("unavailable");
    expect(message).to.include("before its first release").and.to.include("Move the file away");
  });

  it("give the jobs of a file without summaries an empty one", async () => {
    const old = new DatabaseSync(folder.path);
    old.exec("create table migrations (version integer primary key, appliedAt integer) strict");
    old.exec("insert into migrations values (1, 0)");
    old.exec(schema[0] ?? "");
    old.exec(
      `insert into jobs (no, id, template, version, kind, queue, priority, tags, maxAttempts,
         timeoutMs, createdBy, createdAt, dependsOn, onDependencyFailure, onLost, payload)
       values (1, 'old', 'greet', 1, 'module', 'default', 4, '[]', 3, 1, 'ann', 5, '[]', 'run', 'retry', '{}')`,
    );
    old.exec(
      `insert into standings (job, kind, queue, priority, createdAt, seq, state, attempt, runAt, waitingFor, steps)
       values (1, 'module', 'default', 4, 5, 1, 'queued', 0, 5, 0, '')`,
    );
    old.close();
    const store = await folder.open();
    expect(await store.getJob({ id: "old" })).to.include({ id: "old", summary: "" });
    expect(await submit(store, { summary: "new" })).to.include({ summary: "new" });
  });

  it("let the jobs of a file of the first version go on", async () => {
    const old = new DatabaseSync(folder.path);
    old.exec("create table migrations (version integer primary key, appliedAt integer) strict");
    old.exec("insert into migrations values (1, 0)");
    old.exec(schema[0] ?? "");
    for (const [place, job] of oldJobs.entries()) insertOld(old, place + 1, job);
    const events = oldJobs.reduce((sum, { steps }) => sum + steps.length, 0);
    old.prepare("update outbox_state set head = ?, relayed = ?").run(events, events);
    old.exec("insert into counts select 'greet', state, count(*) from standings group by state");
    old.close();
    await expectOldJobsToGoOn(await folder.open());
  });
});

/** Inserts a job as the first version did. */
function insertOld(old: DatabaseSync, no: number, job: OldJob): void {
  const { id, kind = "module", priority = 4, dependsOn = [], key = null, steps } = job;
  const isRunning = job.state === "running";
  insertInto(old, "jobs", {
    ...{ no, id, template: "greet", version: 1, kind, queue: "default", priority },
    ...{ tags: '["old"]', maxAttempts: 3, timeoutMs: 1000, createdBy: "ann", createdAt: oldTime },
    ...{ dependsOn: JSON.stringify(dependsOn), onDependencyFailure: "run", onLost: "retry" },
    ...{ concurrencyKey: key, concurrencyLimit: key && 1, payload: JSON.stringify({ to: id }) },
  });
  insertInto(old, "standings", {
    ...{ job: no, kind, queue: "default", priority, createdAt: oldTime, concurrencyKey: key },
    ...{ seq: steps.length, state: job.state, attempt: job.attempt ?? 0 },
    ...{ failures: job.failures ?? 0, runAt: job.runAt ?? oldTime },
    ...{ startedAt: job.startedAt ?? null, finishedAt: job.finishedAt ?? null },
    ...{ error: job.error ?? null, result: job.result ?? null },
    ...{ workerId: isRunning ? "worker-0" : null, leaseToken: isRunning ? "old" : null },
    ...{ leaseUntil: isRunning ? oldTime + 30_000 : null },
    ...{ waitingFor: dependsOn.length, parked: Number(job.parked ?? false) },
    steps: steps.map((step) => `${JSON.stringify(step)}\n`).join(""),
  });
  insertInto(old, "job_tags", { tag: "old", createdAt: oldTime, job: no });
  for (const target of dependsOn) insertInto(old, "dependencies", { job: no, target });
}

function insertInto(old: DatabaseSync, table: string, row: Record<string, SQLInputValue>): void {
  const names = Object.keys(row);
  const values = names.map(() => "?").join();
  old
    .prepare(`insert into ${table} (${names.join()}) values (${values})`)
    .run(...Object.values(row));
}
