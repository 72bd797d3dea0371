import type { SQLOutputValue } from "node:sqlite";
import { claimKind } from "../../steps/claim-kind.ts";
import { after, initialStanding } from "../../steps/transition.ts";
import { type Commit, count, record, tally } from "../commit/commit.ts";
import { addNewJob } from "../commit/made-steps.ts";
import { fixedColumns, wholeColumns } from "../commit/rows.ts";
import { lineOf } from "../commit/step-lines.ts";

import type { Database } from "../connection/database.ts";
import type { Dependencies } from "../work/dependencies.ts";
import { firstSteps, type NewRow, type PackedJob, unpackJob } from "./packed-job.ts";

/** What became of one new job. `stored`: all else follows from the job and the commit's time. */
export type InsertAnswer =
  | { outcome: "stored" }
  | { outcome: "repeated"; job: SQLOutputValue[] }
  | { outcome: "conflict" };

const stored: InsertAnswer = { outcome: "stored" };

/** Stores new jobs, or finds those that the same request stored before. */
export function createInsert(database: Database, dependencies: Dependencies) {
  const columns = [...fixedColumns, "payload"];
  const insertJob = database.statement(
    `insert into jobs (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
  );
  const insertStanding = database.statement(
    `insert into standings
       (job, kind, template, queue, priority, createdAt, concurrencyKey, seq, state, attempt, runAt, waitingFor, steps)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
  );
  const insertTag = database.statement(
    "insert into job_tags values (?, ?, ?) on conflict do nothing",
  );
  const insertKey = database.statement("insert into idempotency_keys values (?, ?, ?, ?)");
  const keyed = database.statement<{ hash: string; job: number }>(
    "select hash, job from idempotency_keys where owner = ? and key = ?",
  );
  const whole = database.statement(
    `select ${wholeColumns} from jobs j join standings s on s.job = j.no where j.no = ?`,
  );

  function insertJobs(commit: Commit, jobs: PackedJob[]): InsertAnswer[] {
    const waiting: [no: number, targets: string[]][] = [];
    const answers = new Map<PackedJob, InsertAnswer>();
    for (const packed of inOrderOfId(jobs)) {
      const job = unpackJob(packed, commit.now);
      const earlier = repeated(job);
      answers.set(packed, earlier ?? stored);
      if (earlier !== null) continue;
      const targets = listOf(job.row.dependsOn);
      const no = store(commit, job, targets.length);
      if (targets.length > 0) waiting.push([no, targets]);
    }
    // Only now, since a job may wait for another of the same batch.
    for (const [no, targets] of waiting) dependencies.wait(no, targets);
    return jobs.map((packed) => answers.get(packed) ?? stored);
  }

  function repeated({ row, idempotency }: NewRow): InsertAnswer | null {
    if (idempotency === null) return null;
    const found = keyed.get(row.createdBy, idempotency.key);
    if (found === undefined) return null;
    const [job] = found.hash === idempotency.hash ? whole.values(found.job) : [];
    return job === undefined ? { outcome: "conflict" } : { outcome: "repeated", job };
  }

  /** Writes all rows of a job; returns its number. */
  function store(commit: Commit, { row, values, runAt, idempotency }: NewRow, targets: number) {
    const { now } = commit;
    const isDue = targets === 0 && (runAt === null || runAt <= now);
    const steps = firstSteps(runAt, isDue, now);
    const standing = steps.reduce(after<number>, initialStanding(now));
    const no = insertJob.insert(...values);
    insertStanding.run(
      no,
      claimKind(row),
      row.template,
      row.queue,
      row.priority,
      now,
      row.concurrencyKey,
      standing.seq,
      standing.state,
      standing.runAt,
      targets,
      steps.map(lineOf).join(""),
    );
    for (const tag of listOf(row.tags)) insertTag.run(tag, now, no);
    if (idempotency !== null) insertKey.run(row.createdBy, idempotency.key, idempotency.hash, no);
    addNewJob(commit.made, row.id, isDue);
    record(commit, no, standing.seq, steps.length);
    count(commit, row, standing.state, 1);
    tally(commit, standing.state, row.queue, 1);
    return no;
  }
  return insertJobs;
}

/** Orders jobs by id, so that among those of one time the number is in the order of the id. */
function inOrderOfId(jobs: PackedJob[]): PackedJob[] {
  const idOf = (job: PackedJob | undefined) => String(job?.[idPlace]);
  const isOrdered = jobs.every((job, index) => index === 0 || idOf(jobs[index - 1]) <= idOf(job));
  return isOrdered ? jobs : jobs.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

const idPlace = fixedColumns.indexOf("id");

/** Reads a list's JSON text, without a repeat. */
function listOf(text: string): string[] {
  return text === "[]" ? [] : [...new Set<string>(JSON.parse(text))];
}
