import type { Job, JobSummary } from "@formwork/contracts/job";
import { type JobState, jobStates } from "@formwork/contracts/states";
import type { RunKind } from "@formwork/contracts/template";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import type { Step } from "./step.ts";

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

/**
 * What steps change: where the job stands. Texts of JSON, so that any value comes back as it was.
 * What is not (or not yet) so is absent.
 */
export type Standing = {
  /**
   * Number of the last step; the version of the document, since every change that matters to
   * anybody is a step.
   */
  seq: number;
  state: JobState;
  attempt: number;
  crashes: number;
  failures: number;
  run: number;
  runAt: Date;
  startedAt?: Date | undefined;
  /** Start of the attempt before, which stands again when this one is given back. */
  startedBefore?: Date | undefined;
  finishedAt?: Date | undefined;
  dismissedAt?: Date | undefined;
  progress?: string | undefined;
  error?: string | undefined;
};

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
  steps: Step[];
  /** Where it stood before the first of `steps`, once earlier ones were moved to `past_steps`. */
  base?: Standing;
  /**
   * Number of its last write, see `writers.ts`; 0 once somebody else has relayed what its writer
   * left behind, up to step `relayed`.
   */
  by: number;
  relayed?: number;
};

/** A job in memory; its payload may have been left out. */
export type JobRecord = Born & Standing & Inner;
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

/** The part of a job that steps change. */
export function standingOf(job: Standing): Standing {
  const {
    seq,
    state,
    attempt,
    crashes,
    failures,
    run,
    runAt,
    startedAt,
    startedBefore,
    finishedAt,
    dismissedAt,
    progress,
    error,
  } = job;
  return {
    seq,
    state,
    attempt,
    crashes,
    failures,
    run,
    runAt,
    startedAt,
    startedBefore,
    finishedAt,
    dismissedAt,
    progress,
    error,
  };
}

/** Leaves the payload where it is. */
export const withoutPayload = { "fixed.payload": 0, result: 0 } as const;

/** A job as its events tell it: what it is, and where it stood then. */
export function summaryOf(
  { _id, priority, createdAt, fixed }: Born,
  standing: Standing,
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
    createdAt: isoTime(createdAt.getTime()),
    runAt: isoTime(standing.runAt.getTime()),
    startedAt: timeOf(standing.startedAt),
    finishedAt: timeOf(standing.finishedAt),
    scheduleId: fixed.scheduleId ?? null,
    rerunOf: fixed.rerunOf ?? null,
    dependsOn: fixed.dependsOn,
    dismissedAt: timeOf(standing.dismissedAt),
    seq: standing.seq,
  };
}

/** A job whole. `result` is its text of JSON. */
export function jobOf(
  job: Born & Standing & { result?: string },
  payload = job.fixed.payload,
): Job {
  return {
    ...summaryOf(job, job),
    payload: JSON.parse(payload),
    result: parsed(job.result ?? null),
  };
}

/** RFC 3339 of a time, where there is one. */
function timeOf(at: Date | undefined): string | null {
  return isoTimeOrNull(at?.getTime() ?? null);
}
