import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, JobError, Progress } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import type { RunKind } from "@formwork/contracts/run";
import type { JobState } from "@formwork/contracts/states";
import type { ControlCause } from "./may-control.ts";
import type { Page, Paging } from "./page.ts";

/**
 * Everything a new job carries. It is born `scheduled`; one that is due and waits for nothing is
 * `queued` in the same write.
 */
export type NewJob = {
  id: string;
  template: { name: string; version: number };
  kind: RunKind;
  payload: Record<string, unknown>;
  priority: number;
  queue: string;
  tags: string[];
  maxAttempts: number;
  /** Longest one attempt may take, in milliseconds. */
  timeoutMs: number;
  /** When it is due, in milliseconds since 1970; null: at once, by the store's clock. */
  runAt: number | null;
  createdBy: string;
  rerunOf: string | null;
  scheduleId: string | null;
  dependsOn: string[];
  onDependencyFailure: "cancel" | "run";
  /**
   * never: when its worker is lost the job fails with reason `lost` (at most once) instead of being
   * queued again.
   */
  onLost: "retry" | "never";
  /** At most `limit` jobs with the same `key` run at once. */
  concurrency: { key: string; limit: number } | null;
  /** Unique per (owner, key); `hash` is that of the request's body. */
  idempotency: { key: string; hash: string } | null;
  traceparent: string | null;
};

/**
 * Answer to one insert: stored, stored earlier under the same key and hash, or the key was used for
 * another body.
 */
export type Inserted = { outcome: "stored" | "repeated"; job: Job } | { outcome: "conflict" };

export type JobFilter = {
  state?: JobState[] | undefined;
  template?: string[] | undefined;
  createdBy?: string | undefined;
  tag?: string[] | undefined;
  queue?: string[] | undefined;
  schedule?: string | undefined;
  /** Part of an id, template name, tag or payload text; case does not count. */
  q?: string | undefined;
  /** Created at or after, and before; milliseconds. */
  from?: number | undefined;
  to?: number | undefined;
  /** Payload path (dots between keys) → value as text. */
  payload?: Record<string, string> | undefined;
};

/** A person's move of one job: cancel, retry or dismiss. */
export type ControlResult =
  | { outcome: "moved"; job: Job }
  | { outcome: "forbidden"; job: Job }
  | { outcome: "missing" };

export type JobStore = {
  /**
   * Stores jobs with their events `job.created` and, when due, `job.queued`; answers in the order
   * of `jobs`.
   */
  insertJobs: (params: { jobs: NewJob[] }) => Promise<Inserted[]>;
  getJob: (params: { id: string }) => Promise<Job | null>;
  /** Ids among `ids` that exist. */
  knownJobs: (params: { ids: string[] }) => Promise<string[]>;
  /**
   * Jobs that match, in `sort` order with the id as tie-break. A cursor belongs to its sort. A
   * cursor nobody gave is `invalid-request`.
   */
  findJobs: (
    params: {
      filter: JobFilter;
      sort: JobSort;
      /** Aborted when the caller goes away: a long search may end then. */
      signal?: AbortSignal | undefined;
    } & Paging,
  ) => Promise<Page<Job>>;
  /** Counts by template and state. */
  countJobs: () => Promise<{ template: string; state: JobState; count: number }[]>;
  /** Its events in `seq` order; the cursor is the last seq. */
  listEvents: (params: { id: string } & Paging) => Promise<Page<JobEvent>>;
  listAttempts: (params: { id: string } & Paging) => Promise<Page<Attempt>>;
  /**
   * cancel: voids the lease and ends the running attempt as `cancelled`. retry: queues at once with
   * `maxAttempts` further attempts, no crashes, a new run, no error and no end. dismiss: marks it,
   * once; a second time is `forbidden`.
   */
  controlJob: (params: {
    id: string;
    cause: ControlCause;
    traceparent: string | null;
  }) => Promise<ControlResult>;
  /**
   * Removes a job that has ended: gone from every reply at once, with a last event `job.deleted`.
   */
  deleteJob: (params: { id: string; traceparent: string | null }) => Promise<ControlResult>;
};

/** A job in a worker's hands. Every write about it carries `token`. */
export type ClaimedJob = {
  job: Job;
  token: string;
  kind: RunKind;
  timeoutMs: number;
  /**
   * Counts a person's retries from 1; the same for all attempts in between, so that a target can
   * drop repeats.
   */
  run: number;
  /** Attempts that failed since the last person's retry, and those lost; both without this one. */
  failures: number;
  traceparent: string | null;
};

/**
 * How an attempt ended, decided by the engine. `delayMs`: wait before the next attempt, from the
 * store's now.
 */
export type Settlement = { id: string; token: string; exitCode: number | null } & (
  | { cause: "succeed"; result: unknown }
  | { cause: "fail"; error: JobError; delayMs: number }
  | { cause: "exhaust"; error: JobError }
  | { cause: "release" }
);

export type WorkStore = {
  /**
   * Moves up to `limit` queued jobs to `running` under one fresh token, by priority, then due time,
   * then id; concurrency keys are respected.
   */
  claimJobs: (params: {
    workerId: string;
    queues?: string[] | undefined;
    kinds: RunKind[];
    limit: number;
    leaseMs: number;
  }) => Promise<ClaimedJob[]>;
  /**
   * Extends leases that are still held; answers the ids that are (the others are lost: cancelled,
   * rescued or deleted).
   */
  renewLeases: (params: {
    leases: { id: string; token: string }[];
    leaseMs: number;
  }) => Promise<string[]>;
  /**
   * Ends attempts whose lease is still held; answers their ids. Those missing in the answer wrote
   * nothing. `release` takes the attempt's number back.
   */
  settleJobs: (params: { settlements: Settlement[] }) => Promise<string[]>;
  /**
   * Writes progress, with an event `job.progressed`, where the lease is held; answers the ids
   * written.
   */
  reportProgress: (params: {
    reports: { id: string; token: string; progress: Progress }[];
  }) => Promise<string[]>;
  /**
   * Queues up to `limit` jobs that are due (from `scheduled` and `retrying`), after resolving
   * dependencies; answers how many were moved.
   */
  stageJobs: (params: { limit: number }) => Promise<number>;
  /**
   * Takes running jobs whose lease has expired from their worker: the attempt becomes `superseded`,
   * a crash is counted; the job is queued again, or failed with reason `poison` at `maxCrashes`, or
   * with reason `lost` where its `onLost` is never.
   */
  rescueJobs: (params: {
    limit: number;
    maxCrashes: number;
  }) => Promise<{ id: string; state: JobState }[]>;
  /** The state of the waiting and the late, for metrics and health. */
  backlog: () => Promise<{
    queued: number;
    oldestDueMs: number | null;
    oldestExpiredLeaseMs: number | null;
    outbox: number;
    nextDueAt: number | null;
  }>;
};
