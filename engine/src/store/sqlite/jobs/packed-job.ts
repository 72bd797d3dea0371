import type { SQLInputValue } from "node:sqlite";
import type { Step } from "../../steps/step.ts";
import type { NewJob } from "../../verbs/job-store.ts";
import { type FixedRow, fixedColumns, fixedRowOf } from "../commit/rows.ts";

/**
 * A new job on its way to the writer: the values of `fixedColumns`, then payload, due time,
 * idempotency key and hash. A flat list of plain values crosses between threads at half the cost of
 * an object. `no` and `createdAt` are given by the commit.
 */
export type PackedJob = SQLInputValue[];

const payloadPlace = fixedColumns.length;
const createdAtPlace = fixedColumns.indexOf("createdAt");

/** Packs a job. */
export function packJob(job: NewJob): PackedJob {
  return [
    null,
    job.id,
    job.template.name,
    job.template.version,
    job.kind,
    job.queue,
    job.priority,
    listText(job.tags),
    job.maxAttempts,
    job.timeoutMs,
    job.createdBy,
    null,
    job.scheduleId,
    job.rerunOf,
    listText(job.dependsOn),
    job.onDependencyFailure,
    job.onLost,
    job.concurrency?.key ?? null,
    job.concurrency?.limit ?? null,
    job.traceparent,
    job.summary,
    JSON.stringify(job.payload),
    job.runAt,
    job.idempotency?.key ?? null,
    job.idempotency?.hash ?? null,
  ];
}

/** A packed job with its parts named. `row` is to be completed by the number SQLite gives. */
export type NewRow = {
  row: FixedRow;
  /** Values of the row of `jobs`, in the order of its columns. */
  values: SQLInputValue[];
  runAt: number | null;
  idempotency: { key: string; hash: string } | null;
};

/** Reads a packed job that is stored at `now`. */
export function unpackJob(packed: PackedJob, now: number): NewRow {
  packed[createdAtPlace] = now;
  const [, runAt, key, hash] = packed.slice(payloadPlace);
  return {
    row: fixedRowOf(packed as Parameters<typeof fixedRowOf>[0]), // `packJob` made it of such values.
    values: packed.slice(0, payloadPlace + 1),
    runAt: runAt as number | null,
    idempotency: typeof key === "string" ? { key, hash: String(hash) } : null,
  };
}

/** The steps a job is stored with: created, and queued when it is due and waits for nothing. */
export function firstSteps(runAt: number | null, isDue: boolean, now: number): Step<number>[] {
  const created: Step<number> = { c: "create", at: now };
  if (runAt !== null) created.due = runAt;
  return isDue ? [created, { c: "due", at: now }] : [created];
}

/** Most lists are empty. */
function listText(list: string[]): string {
  return list.length === 0 ? "[]" : JSON.stringify(list);
}
