import type { Job, JobSummary } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/run";
import { type JobState, jobStates } from "@formwork/contracts/states";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import { initialStanding, type Standing } from "../../transition.ts";
import type { StoredStep } from "./stored-step.ts";

/**
 * What no step changes: one field of the document, which the server passes by at once when a write
 * makes it look for the fields of its indexes.
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
  /** Text of JSON. */
  payload: string;
};

/** The same, with what lists are ordered by. */
export type Born = { _id: string; priority: number; createdAt: Date; fixed: Fixed };

/** A job's standing as its document keeps it: a field that is null is absent. */
export type StoredStanding = Pick<Standing<Date>, Present> & Partial<NeverNull<Nullable>>;

type Nullable = Pick<
  Standing<Date>,
  "startedAt" | "startedBefore" | "finishedAt" | "dismissedAt" | "progress" | "error"
>;
type Present = Exclude<keyof Standing<Date>, keyof Nullable>;
type NeverNull<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], null> | undefined };

/** What only the store knows. */
type Inner = {
  concurrencyKey?: string;
  idempotencyKey?: string;
  /** Where workers or loops find it, see `lanes.ts`; a job that nobody has to look for has none. */
  lane?: string;
  /** Its order in the lane: the higher rank first, then the earlier time. */
  rank?: number;
  at?: Date;
  /** Queued, but out of the workers' sight because its concurrency key is used up. */
  parked?: true;
  /**
   * Its place among the running jobs of its concurrency key; unique, which is what keeps the limit.
   */
  slot?: number;
  /** Dependencies that have not ended; and `untold`, while they do not know that somebody waits. */
  waitsFor?: string[];
  /** Somebody waits for its end. */
  awaited?: true;
  workerId?: string;
  leaseToken?: string;
  /** Number of its last log line. */
  lines: number;
  /** Its last steps. */
  steps: StoredStep[];
  /** Where it stood before the first of `steps`, once earlier ones were moved to `past_steps`. */
  base?: StoredStanding;
  /**
   * Number of its last write, see `writers.ts`; 0 once somebody else has relayed what its writer
   * left behind, up to step `relayed`.
   */
  by: number;
  relayed?: number;
};

/** A job in memory; its payload may have been left out. */
export type JobRecord = Born & StoredStanding & Inner;
/**
 * A job with its payload and, when it is small and shared by a batch, its result; otherwise that
 * lies in `results` under `resultToken`.
 */
export type WholeJob = JobRecord & { result?: string; resultToken?: string };
/**
 * As it is stored. A deleted job is out of every list by state, and removed once its last event is
 * on the bus.
 */
export type JobDocument = Omit<WholeJob, "state"> & { state: JobState | "deleted" };

/**
 * Selects the job of a caller's id, which is compared with and nothing else, whatever a caller
 * slipped in (T13).
 */
export function named(id: string) {
  return { _id: { $eq: id }, state: present };
}

/** Selects jobs that were not deleted, so that an index on states serves. */
export const present = { $in: [...jobStates] };

/**
 * Lets go of what may be large in a job that was just read or made; what is remembered of it for a
 * while is the rest.
 */
export function lighten(job: WholeJob): JobRecord {
  job.fixed.payload = "";
  delete job.result;
  return job;
}

/** Reads a standing out of a document. */
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
  };
}

/** Leaves out what is null, which a document does not keep. */
export function storedStanding(standing: Standing<Date>): StoredStanding {
  const kept = Object.entries(standing).filter(([, value]) => value !== null);
  // Only fields that may be absent can be null.
  return Object.fromEntries(kept) as StoredStanding;
}

/** Returns where a job, or a portion of its past, stood before the first of its `steps`. */
export function baseOf({ createdAt }: Born, base?: StoredStanding): Standing<Date> {
  return base === undefined ? initialStanding(createdAt) : readStanding(base);
}

/** Leaves the payload where it is. */
export const withoutPayload = { "fixed.payload": 0, result: 0 } as const;

/** A job as its events tell it: what it is, and where it stood then. */
export function summaryOf(
  { _id, priority, createdAt, fixed }: Born,
  standing: StoredStanding | Standing<Date>,
): JobSummary {
  return {
    id: _id,
    template: { name: fixed.template, version: fixed.version },
    state: standing.state,
    priority,
    queue: fixed.queue,
    tags: fixed.tags,
    attempt: standing.attempt,
    maxAttempts: fixed.maxAttempts,
    crashes: standing.crashes,
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
    seq: standing.seq,
  };
}

/** A job whole. `result` is its text of JSON. */
export function jobOf(
  job: Born & StoredStanding & { result?: string },
  payload = job.fixed.payload,
): Job {
  return {
    ...summaryOf(job, job),
    payload: JSON.parse(payload),
    result: parsed(job.result ?? null),
  };
}
