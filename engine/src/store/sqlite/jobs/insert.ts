import type { Job } from "@formwork/contracts/job";
import { eventOfCause, next } from "@formwork/contracts/states";
import type { Inserted, NewJob } from "../../job-store.ts";
import { insertable } from "../commit/columns.ts";
import { type Commit, count } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import { newRow } from "../commit/new-row.ts";
import { jobOf, type WholeRow } from "../commit/rows.ts";
import { stepTo } from "../commit/steps.ts";
import type { Database } from "../connection/database.ts";
import type { Dependencies } from "../work/dependencies.ts";

type InsertDeps = { database: Database; ledger: Ledger; dependencies: Dependencies };

/** Stores new jobs, or finds those that the same request stored before. */
export function createInsert({ database, ledger, dependencies }: InsertDeps) {
  const insertJob = database.statement(
    `insert into jobs (${insertable.join(", ")}) values (${insertable.map(() => "?").join(", ")})`,
  );
  const insertPayload = database.statement("insert into payloads values (?, ?, null)");
  const insertKey = database.statement("insert into idempotency_keys values (?, ?, ?, ?)");
  const byKey = database.statement<WholeRow & { hash: string }>(
    `select jobs.*, payload, result, hash from idempotency_keys keys
     join jobs on jobs.no = keys.job join payloads on payloads.job = keys.job where owner = ? and key = ?`,
  );

  function insertJobs(commit: Commit, jobs: NewJob[]): Inserted[] {
    const waiting: [no: number, targets: Set<string>][] = [];
    const answers = jobs.map((job): Inserted => {
      const earlier = repeated(job);
      if (earlier !== null) return earlier;
      const stored = store(commit, job);
      if (job.dependsOn.length > 0) waiting.push([stored.no, new Set(job.dependsOn)]);
      return stored.inserted;
    });
    // Only now, since a job may wait for another of the same batch.
    for (const [no, targets] of waiting) dependencies.wait(no, targets);
    return answers;
  }

  function repeated({ createdBy, idempotency }: NewJob): Inserted | null {
    const row = idempotency === null ? undefined : byKey.get(createdBy, idempotency.key);
    if (row === undefined) return null;
    return row.hash === idempotency?.hash
      ? { outcome: "repeated", job: jobOf(row) }
      : { outcome: "conflict" };
  }

  function store(
    commit: Commit,
    job: NewJob,
  ): { no: number; inserted: { outcome: "stored"; job: Job } } {
    const born = newRow(job, commit.now);
    const steps = [stepTo(born, "job.created", commit.now)];
    const due = born.waitingFor === 0 && born.runAt <= commit.now;
    const row = due
      ? { ...born, state: next(born.state, "due") ?? born.state, seq: born.seq + 1 }
      : born;
    if (due) steps.push(stepTo(row, eventOfCause.due, commit.now));
    const no = insertJob.insert(...insertable.map((column) => row[column]));
    const payload = JSON.stringify(job.payload);
    insertPayload.run(no, payload);
    if (job.idempotency !== null)
      insertKey.run(job.createdBy, job.idempotency.key, job.idempotency.hash, no);
    ledger.append(commit, { no, seq: row.seq }, steps);
    count(commit, row.template, row.state, 1);
    return {
      no,
      inserted: { outcome: "stored", job: jobOf({ ...row, no, payload, result: null }) },
    };
  }
  return { insertJobs };
}
