import type { Job, JobSummary } from "@formwork/contracts/job";
import type { JobState } from "@formwork/contracts/states";
import type { RunKind } from "@formwork/contracts/template";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";

/** What a job's events do not repeat, because no move changes it. */
export type FixedRow = {
  id: string;
  template: string;
  version: number;
  queue: string;
  priority: number;
  tags: string;
  maxAttempts: number;
  createdBy: string;
  createdAt: number;
  scheduleId: string | null;
  rerunOf: string | null;
  dependsOn: string;
  traceparent: string | null;
};

/** What a move may change and every event tells. */
export type StepRow = {
  seq: number;
  state: JobState;
  attempt: number;
  crashes: number;
  runAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  dismissedAt: number | null;
  progress: string | null;
  error: string | null;
};

/** What only the store knows. */
type InnerRow = {
  no: number;
  kind: RunKind;
  timeoutMs: number;
  onDependencyFailure: "cancel" | "run";
  onLost: "retry" | "never";
  concurrencyKey: string | null;
  concurrencyLimit: number | null;
  failures: number;
  run: number;
  workerId: string | null;
  leaseToken: string | null;
  leaseUntil: number | null;
  /** Dependencies that have not ended. */
  waitingFor: number;
  /** 1: queued, but out of the workers' sight because its concurrency key is used up. */
  parked: number;
  /** Position of its event `job.deleted`. */
  deletedPosition: number | null;
};

/** A row of `jobs`. */
export type JobRow = FixedRow & StepRow & InnerRow;
/** A row of `jobs` beside its row of `payloads`. */
export type WholeRow = JobRow & { payload: string; result: string | null };

/** A job as its events tell it. */
export function summaryOf(row: FixedRow & StepRow): JobSummary {
  return {
    id: row.id,
    template: { name: row.template, version: row.version },
    state: row.state,
    priority: row.priority,
    queue: row.queue,
    tags: listOf(row.tags),
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    crashes: row.crashes,
    progress: parsed(row.progress),
    error: parsed(row.error),
    createdBy: row.createdBy,
    createdAt: isoTime(row.createdAt),
    runAt: isoTime(row.runAt),
    startedAt: isoTimeOrNull(row.startedAt),
    finishedAt: isoTimeOrNull(row.finishedAt),
    scheduleId: row.scheduleId,
    rerunOf: row.rerunOf,
    dependsOn: listOf(row.dependsOn),
    dismissedAt: isoTimeOrNull(row.dismissedAt),
    seq: row.seq,
  };
}

/** A job whole. */
export function jobOf(row: WholeRow): Job {
  return { ...summaryOf(row), payload: JSON.parse(row.payload), result: parsed(row.result) };
}

/** Most lists are empty, and parsing them would be a good part of reading a job. */
function listOf(json: string): string[] {
  return json === "[]" ? [] : JSON.parse(json);
}
