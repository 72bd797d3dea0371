import type { Job, JobSummary } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/run";
import { type JobState, jobStates } from "@formwork/contracts/states";
import { keyOfGroup } from "../../errors/error-group.ts";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import { askedOf, retriesOf } from "../../steps/asked.ts";
import type { JobOptions } from "../../steps/job-options.ts";
import { initialStanding, type Standing } from "../../steps/transition.ts";
import type { StoredStep } from "./stored-step.ts";

/**
 * The part of a job that no step changes, but for queue and tags, which a person may change while
 * the job waits. It lies in one field, `fixed`: at each write the server looks for the fields of all
 * indexes, and skips one field faster than twenty.
 */
export type Fixed = {
  template: string;
  version: number;
  kind: RunKind;
  queue: string;
  tags: string[];
  maxAttempts: number;
  timeoutMs: number;
  createdBy: string;
  scheduleId?: string;
  rerunOf?: string;
  dependsOn: string[];
  onDependencyFailure: "cancel" | "run";
  onLost: "retry" | "never";
  traceparent?: string;
  concurrencyLimit?: number;
  idempotencyHash?: string;
  /** Absent where it is empty. */
  summary?: string;
  /** JSON text. */
  payload: string;
};

/** The unchanging part of a job, with the fields that lists are ordered by. */
export type Born = { _id: string; priority: number; createdAt: Date; fixed: Fixed };

/** A job's standing as its document keeps it: a field that is null is absent. */
export type StoredStanding = Pick<Standing<Date>, Present> & Partial<NeverNull<Nullable>>;

type Nullable = Pick<
  Standing<Date>,
  | "startedAt"
  | "startedBefore"
  | "finishedAt"
  | "dismissedAt"
  | "progress"
  | "error"
  | "options"
  | "errorGroup"
>;
type Present = Exclude<keyof Standing<Date>, keyof Nullable>;
type NeverNull<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> | undefined };

/** The fields of a job that no caller sees. */
type Inner = {
  concurrencyKey?: string;
  idempotencyKey?: string;
  /**
   * The lane in which workers or loops look for the job (`lane-position.ts`). Absent once it has
   * ended.
   */
  lane?: string;
  /** Order in the lane: the earlier one first. */
  at?: Date;
  /**
   * While it runs: a place in each limit that it counts for, such as `queue/default/0`. No two jobs
   * have the same.
   */
  permits?: string[];
  /** Number of the concurrency slot that the running job holds; (key, slot) is unique. */
  slot?: number;
  /** Ids of dependencies that have not ended, and `unannounced` until those are marked. */
  waitsFor?: string[];
  /** Set while at least one other job waits for this one to end. */
  awaited?: true;
  /** Set on a re-run until the dead letters are dismissed that its success resolves. */
  resolves?: true;
  workerId?: string;
  leaseToken?: string;
  /** Token of an attempt that was cancelled while it ran, until nothing of it is left. */
  endingToken?: string;
  /** Offset of the last log line. */
  lines: number;
  /** The last steps, in order; older ones may lie in `past_steps`. */
  steps: StoredStep[];
  /** Where the job stood before the first of `steps`; absent while that is its very first step. */
  base?: StoredStanding;
  /**
   * Number of the last write (`watermarks.ts`). 0 once another process relayed the events that the
   * writing process left behind.
   */
  by: number;
  /** Number of the last step that another process relayed. */
  relayed?: number;
  /** When its log was removed, because it was too old. */
  logRemovedAt?: Date;
  /** The state in which a job ended that is hidden now because it was kept for long enough. */
  endedAs?: JobState;
};

/** A job in memory, possibly read without its payload. */
export type JobRecord = Born & StoredStanding & Inner;
/**
 * A job with its payload. Its result is in the document when it is small and a whole batch had the
 * same one, and otherwise in the collection `results`, under `resultToken`.
 */
export type WholeJob = JobRecord & { result?: string; resultToken?: string };
/**
 * A job as it is stored. A deleted job keeps its document, in the state `deleted` that no list
 * asks for, until its last event is on the bus.
 */
export type JobDocument = Omit<WholeJob, "state"> & { state: JobState | "deleted" };

/**
 * Selects a job by an id that a caller sent. `$eq` compares with it even if it is an object, so
 * that a caller cannot send an operator.
 */
export function named(id: string) {
  return { _id: { $eq: id }, state: present };
}

/** Selects jobs that are not deleted, in a form that the index on states serves. */
export const present = { $in: [...jobStates] };

/** Empties what may be large in a job that was just read or made, before it is kept in memory. */
export function lighten(job: WholeJob): JobRecord {
  job.fixed.payload = "";
  delete job.result;
  return job;
}

/** Returns the standing of a document: what is absent is null. */
export function readStanding(stored: StoredStanding): Standing<Date> {
  return {
    seq: stored.seq,
    state: stored.state,
    attempt: stored.attempt,
    crashes: stored.crashes,
    failures: stored.failures,
    run: stored.run,
    runAt: stored.runAt,
    startedAt: stored.startedAt ?? null,
    startedBefore: stored.startedBefore ?? null,
    finishedAt: stored.finishedAt ?? null,
    dismissedAt: stored.dismissedAt ?? null,
    progress: stored.progress ?? null,
    error: stored.error ?? null,
    options: stored.options ?? null,
    errorGroup: stored.errorGroup ?? null,
  };
}

/** Returns the standing as documents keep it: what is null is absent. */
export function storedStanding(standing: Standing<Date>): StoredStanding {
  const { seq, state, attempt, crashes, failures, run, runAt } = standing;
  const stored: StoredStanding = { seq, state, attempt, crashes, failures, run, runAt };
  // Field by field, since every insert does this.
  if (standing.startedAt !== null) stored.startedAt = standing.startedAt;
  if (standing.startedBefore !== null) stored.startedBefore = standing.startedBefore;
  if (standing.finishedAt !== null) stored.finishedAt = standing.finishedAt;
  if (standing.dismissedAt !== null) stored.dismissedAt = standing.dismissedAt;
  if (standing.progress !== null) stored.progress = standing.progress;
  if (standing.error !== null) stored.error = standing.error;
  if (standing.options !== null) stored.options = standing.options;
  if (standing.errorGroup !== null) stored.errorGroup = standing.errorGroup;
  return stored;
}

/** Returns where a job stood before the steps that start at `base`, or before its first step. */
export function baseOf({ createdAt }: Born, base?: StoredStanding): Standing<Date> {
  return base === undefined ? initialStanding(createdAt) : readStanding(base);
}

/** The projection that reads a job without what may be large. */
export const withoutPayload = { "fixed.payload": 0, result: 0 } as const;

/** Returns the job as its events show it, at a standing. */
export function summaryOf(
  { _id, priority, createdAt, fixed }: Born,
  standing: StoredStanding | Standing<Date>,
): JobSummary {
  const options: JobOptions | null = parsed(standing.options ?? null);
  return {
    id: _id,
    template: { name: fixed.template, version: fixed.version },
    summary: fixed.summary ?? "",
    state: standing.state,
    priority: options?.priority ?? priority,
    queue: options?.queue ?? fixed.queue,
    tags: options?.tags ?? fixed.tags,
    attempt: standing.attempt,
    maxAttempts: fixed.maxAttempts,
    failures: standing.failures,
    crashes: standing.crashes,
    retries: retriesOf(standing),
    progress: parsed(standing.progress ?? null),
    error: parsed(standing.error ?? null),
    createdBy: fixed.createdBy,
    createdAt: isoTime(createdAt),
    runAt: isoTime(standing.runAt),
    startedAt: isoTimeOrNull(standing.startedAt),
    finishedAt: isoTimeOrNull(standing.finishedAt),
    scheduleId: fixed.scheduleId ?? null,
    rerunOf: fixed.rerunOf ?? null,
    dependsOn: fixed.dependsOn,
    dismissedAt: isoTimeOrNull(standing.dismissedAt),
    errorKey: standing.errorGroup == null ? null : keyOfGroup(standing.errorGroup),
    seq: standing.seq,
  };
}

/** Returns the job as a reply shows it. */
export function jobOf(
  job: Born & StoredStanding & { result?: string },
  payload = job.fixed.payload,
): Job {
  return {
    ...summaryOf(job, job),
    payload: JSON.parse(payload),
    result: parsed(job.result ?? null),
    ...askedOf(job.fixed),
  };
}
