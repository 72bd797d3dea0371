import type { Job, JobSummary } from "@formwork/contracts/job";
import { type JobState, jobStates } from "@formwork/contracts/states";
import type { RunKind } from "@formwork/contracts/template";
import { isoTime, isoTimeOrNull } from "../iso-time.ts";
import { parsed } from "../parsed.ts";
import type { Step } from "./steps.ts";

/** What no step changes, and events repeat. */
export type Fixed = {
  _id: string;
  template: string;
  version: number;
  queue: string;
  priority: number;
  tags: string[];
  maxAttempts: number;
  createdBy: string;
  createdAt: Date;
  scheduleId: string | null;
  rerunOf: string | null;
  dependsOn: string[];
  traceparent: string | null;
};

/** What steps change: where the job stands. Texts of JSON, so that any value comes back as it was. */
export type Standing = {
  /** Number of the last step; the version of the document, since every change that matters to anybody is a step. */
  seq: number;
  state: JobState;
  attempt: number;
  crashes: number;
  failures: number;
  run: number;
  runAt: Date;
  startedAt: Date | null;
  /** Start of the attempt before, which stands again when this one is given back. */
  startedBefore: Date | null;
  finishedAt: Date | null;
  dismissedAt: Date | null;
  progress: string | null;
  error: string | null;
};

/** What only the store knows. Optional fields are absent rather than null: partial indexes go by their existence. */
type Inner = {
  kind: RunKind;
  timeoutMs: number;
  onDependencyFailure: "cancel" | "run";
  onLost: "retry" | "never";
  concurrencyKey?: string;
  concurrencyLimit?: number;
  idempotencyKey?: string;
  idempotencyHash?: string;
  /** Where workers find it: `kind/queue`. Only queued jobs that are not parked have it. */
  ready?: string;
  /** Queued, but out of the workers' sight because its concurrency key is used up. */
  parked?: true;
  /** Its place among the running jobs of its concurrency key; unique, which is what keeps the limit. */
  slot?: number;
  /** When it is to be queued; only while it waits for nothing but the time. */
  dueAt?: Date;
  /** Dependencies that have not ended. */
  waitsFor?: string[];
  /** Its dependencies have not been told that somebody waits. */
  untold?: true;
  /** Somebody waits for its end. */
  awaited?: true;
  workerId?: string;
  leaseToken?: string;
  leaseUntil?: Date;
  /** Number of its last log line. */
  lines: number;
  /** Its last steps; the outbox is what lies above `relayed`. */
  steps: Step[];
  /** Where it stood before the first of `steps`, once earlier ones were moved to `past_steps`. */
  base?: Standing;
  /** Number of the last step that the bus has confirmed. */
  relayed: number;
  /** Time of the last write, while there is something to relay. */
  unsent?: Date;
};

/** A job in memory. */
export type JobRecord = Fixed & Standing & Inner;
/** A job with its payload and, when it is small and shared by a batch, its result; otherwise that lies in `results` under `resultToken`. */
export type WholeJob = JobRecord & { payload: string; result?: string; resultToken?: string };
/** As it is stored. A deleted job is out of every list by state, and removed once its last event is on the bus. */
export type JobDocument = Omit<WholeJob, "state"> & { state: JobState | "deleted" };

/** Selects the job of a caller's id, which is compared with and nothing else, whatever a caller slipped in (T13). */
export function named(id: string) {
  return { _id: { $eq: id }, state: present };
}

/** Selects jobs that were not deleted, so that an index on states serves. */
export const present = { $in: [...jobStates] };

/** Lets go of what may be large in a job that was just read or made; what is remembered of it for a while is the rest. */
export function lighten(job: WholeJob): JobRecord {
  // Setting a field costs nothing; copying forty of them for each job would be a good part of claiming it.
  job.payload = "";
  delete job.result;
  return job;
}

/** The part of a job that steps change. */
export function standingOf(job: Standing): Standing {
  const { seq, state, attempt, crashes, failures, run, runAt, startedAt, startedBefore, finishedAt, dismissedAt, progress, error } = job;
  return { seq, state, attempt, crashes, failures, run, runAt, startedAt, startedBefore, finishedAt, dismissedAt, progress, error };
}

/** A job as its events tell it. */
export function summaryOf(job: Fixed & Standing): JobSummary {
  return {
    id: job._id,
    template: { name: job.template, version: job.version },
    state: job.state,
    priority: job.priority,
    queue: job.queue,
    tags: job.tags,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    crashes: job.crashes,
    progress: parsed(job.progress),
    error: parsed(job.error),
    createdBy: job.createdBy,
    createdAt: isoTime(job.createdAt.getTime()),
    runAt: isoTime(job.runAt.getTime()),
    startedAt: timeOf(job.startedAt),
    finishedAt: timeOf(job.finishedAt),
    scheduleId: job.scheduleId,
    rerunOf: job.rerunOf,
    dependsOn: job.dependsOn,
    dismissedAt: timeOf(job.dismissedAt),
    seq: job.seq,
  };
}

/** A job whole. `result` is its text of JSON. */
export function jobOf(job: Fixed & Standing & { payload: string; result?: string }): Job {
  return { ...summaryOf(job), payload: JSON.parse(job.payload), result: parsed(job.result ?? null) };
}

/** RFC 3339 of a time, where there is one. */
export function timeOf(at: Date | null): string | null {
  return isoTimeOrNull(at?.getTime() ?? null);
}
