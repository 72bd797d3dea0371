import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, JobError } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import type { RunKind } from "@formwork/contracts/run";
import type { JobState } from "@formwork/contracts/states";
import type { Page, Paging } from "../page.ts";
import type { SearchWord } from "../search/job-search.ts";
import type { UnmetTarget } from "../steps/decide-retry.ts";
import type { JobChange } from "../steps/job-options.ts";
import type { ControlCause } from "../steps/may-control.ts";
import type { TimeCount } from "../steps/time-counts.ts";
import type { LookBound } from "./look-bound.ts";

/**
 * A job to store. It becomes `scheduled`, or `queued` in the same write when it is due and depends
 * on nothing.
 */
export type NewJob = {
  id: string;
  template: { name: string; version: number };
  kind: RunKind;
  payload: Record<string, unknown>;
  /** One line that tells it from other jobs; may be empty. */
  summary: string;
  priority: number;
  queue: string;
  tags: string[];
  maxAttempts: number;
  /** Milliseconds after which an attempt is stopped. */
  timeoutMs: number;
  /** When the job is due, in milliseconds since 1970; null for now, by the store's clock. */
  runAt: number | null;
  createdBy: string;
  rerunOf: string | null;
  scheduleId: string | null;
  dependsOn: string[];
  onDependencyFailure: "cancel" | "run";
  /**
   * What happens when the lease of its worker runs out. retry: the job is queued again. never: it
   * fails with reason `lost`, so that it runs at most once.
   */
  onLost: "retry" | "never";
  /** At most `limit` jobs with the same `key` run at once. */
  concurrency: { key: string; limit: number } | null;
  /** `key` is unique per `createdBy`; `hash` is that of the request's body. */
  idempotency: { key: string; hash: string } | null;
  /** Trace of the request that makes it, as one text: `trace-context.ts` of the contracts. */
  traceparent: string | null;
};

/**
 * The outcome of one insert. repeated: an earlier request with the same idempotency key and hash
 * stored the job. conflict: the key was used with another hash.
 */
export type Inserted = { outcome: "stored" | "repeated"; job: Job } | { outcome: "conflict" };

/** The id of no user: a filter by it matches nothing. */
export const nobody = "";

export type JobFilter = {
  state?: JobState[] | undefined;
  template?: string[] | undefined;
  /** Templates whose jobs are left out. */
  notTemplate?: string[] | undefined;
  createdBy?: string | undefined;
  /** The job has all of these tags; of the other lists it matches any value. */
  tag?: string[] | undefined;
  queue?: string[] | undefined;
  schedule?: string | undefined;
  /** The job is a re-run of this one. */
  rerunOf?: string | undefined;
  /** The job failed and is in one of these groups, as stored (`errors/error-group.ts`). */
  errorGroup?: string[] | undefined;
  /** Whether the job was dismissed. */
  dismissed?: boolean | undefined;
  /** The job has every one of these words (`search/job-search.ts`). */
  words?: SearchWord[] | undefined;
  /** The job was created at or after this time, in milliseconds. */
  from?: number | undefined;
  /** The job was created before this time, in milliseconds. */
  to?: number | undefined;
  /** The job ended at or after this time, in milliseconds. */
  finishedFrom?: number | undefined;
  /** The job ended before this time, in milliseconds. */
  finishedTo?: number | undefined;
  /** The value that the payload has at each dotted path, as text. */
  payload?: Record<string, string> | undefined;
};

/** A job that exists, its state, and what decides who may see it. */
export type KnownJob = Pick<Job, "id" | "state" | "createdBy"> & { template: string };

/** How many jobs of a template are in a state. */
export type JobCount = { template: string; state: JobState; count: number };

/**
 * Counts; where they are not complete, they are lower bounds, or have jobs that are being removed.
 */
export type Counted<Count> = { counts: Count[]; isComplete: boolean };

/** Orders of groups of failed jobs: those that failed last first, or the largest ones. */
export type ErrorSort = "-lastAt" | "-count";

/** A page of groups, and how many groups and jobs match in all. */
type ErrorGroupPage = Page<ErrorGroup> & {
  groups: number;
  jobs: number;
  /** False where only the latest failed jobs were looked at: groups and counts are lower bounds. */
  isComplete: boolean;
};

/** Failed jobs with one error and template. Times are milliseconds since 1970. */
export type ErrorGroup = {
  /** Their group as stored. */
  group: string;
  count: number;
  /** When the first of them failed, and the last one. */
  firstAt: number;
  lastAt: number;
  /** The job that was made last, and its error. */
  sampleId: string;
  error: JobError | null;
  /** Jobs that failed at or after each of the times asked for. */
  since: number[];
};

/** Which jobs to count by time: those that match and were created, or ended, from `from` to `to`. */
export type TimeCountQuery = {
  by: "createdAt" | "finishedAt";
  from: number;
  to: number;
  /** Times within a step of this length, counted from 1970, are counted together. */
  stepMs: number;
  filter: JobFilter;
};

/**
 * The outcome of a person's move. forbidden: the job's state does not allow it, or it needs a job
 * that did not succeed (`unmet`).
 */
export type ControlResult =
  | { outcome: "moved"; job: Job }
  | { outcome: "forbidden"; job: Job; unmet?: UnmetTarget }
  | { outcome: "missing" };

/** The outcome of a person's move of one of many jobs; `state` is the one that forbids it. */
export type ManyResult =
  | { id: string; outcome: "moved" | "missing" }
  | { id: string; outcome: "forbidden"; state: JobState };

/**
 * The outcome of a change. unchanged: the job is what the change wants; unexpected: its `seq` is not the
 * expected one. Nothing was written then.
 */
type ChangeResult = ControlResult | { outcome: "unchanged" | "unexpected"; job: Job };

export type JobStore = {
  /**
   * Stores jobs with their events `job.created` and, when due, `job.queued`. Returns the outcomes in
   * the order of `jobs`.
   */
  insertJobs: (params: { jobs: NewJob[] }) => Promise<Inserted[]>;
  getJob: (params: { id: string }) => Promise<Job | null>;
  /** Returns those of `ids` that exist, with their states. */
  knownJobs: (params: { ids: string[] }) => Promise<KnownJob[]>;
  /**
   * Returns matching jobs in the order `sort`, ties broken by id. Where a filter leaves many jobs to
   * look at, a page may end early: it then has fewer than `limit` jobs, or none, and a `next` from
   * which the search goes on. A cursor belongs to one order. Fails with `invalid-request` for a
   * cursor that is not the `next` of a page in this order.
   */
  findJobs: (
    params: {
      filter: JobFilter;
      sort: JobSort;
      /** Where a page ends early; that of a request unless told. */
      bound?: LookBound | undefined;
      /** Rejects with its reason when it aborts; a long search then ends. */
      signal?: AbortSignal | undefined;
    } & Paging,
  ) => Promise<Page<Job>>;
  /** Counts the jobs that match by template and state; all jobs without a filter. */
  countJobs: (params?: {
    filter: JobFilter;
    /** Where the count ends early, with the latest jobs; never unless told. */
    bound?: LookBound | undefined;
    /** Rejects with its reason when it aborts; a long count then ends. */
    signal?: AbortSignal | undefined;
  }) => Promise<Counted<JobCount>>;
  /**
   * Groups the failed jobs that match by error and template; of a filter without `dismissed` those
   * that are not dismissed. Its cost grows with these jobs and not with others. Where there are more
   * than the bound, it looks at those that were made last.
   */
  findErrors: (
    params: {
      filter: JobFilter;
      sort: ErrorSort;
      /** Times, in milliseconds, since which jobs are counted. */
      since: number[];
      /** How much is looked at; everything unless told. */
      bound?: LookBound | undefined;
      /** Rejects with its reason when it aborts; a long count then ends. */
      signal?: AbortSignal | undefined;
    } & Paging,
  ) => Promise<ErrorGroupPage>;
  /**
   * Gives jobs their group that failed before there were groups, or in an older process. Looks at up
   * to `limit` jobs from the cursor on; `next` is null once it has seen all.
   */
  groupErrors: (params: Paging) => Promise<{ grouped: number; next: string | null }>;
  /** Counts the jobs that match by time, template, queue, state and duration. */
  countByTime: (
    params: TimeCountQuery & {
      /** Where the count ends early, with the latest times; never unless told. */
      bound?: LookBound | undefined;
      /** Rejects with its reason when it aborts; a long count then ends. */
      signal?: AbortSignal | undefined;
    },
  ) => Promise<Counted<TimeCount>>;
  /** Returns the events of a job in order of `seq`; the cursor is the last one's. */
  listEvents: (params: { id: string } & Paging) => Promise<Page<JobEvent>>;
  /** Returns the attempts of a job, the first one first. */
  listAttempts: (params: { id: string } & Paging) => Promise<Page<Attempt>>;
  /**
   * Makes a person's move. cancel: ends the running attempt as `cancelled` and voids its lease.
   * retry: queues the job at once for a new run, with `maxAttempts` attempts and without crashes,
   * error or end; where it waits for others or for its time (`steps/decide-retry.ts`), it is scheduled
   * again. dismiss: marks a failed job; a second time is `forbidden`. `actor` is stored with
   * the step: its event names them.
   */
  controlJob: (params: {
    id: string;
    cause: ControlCause;
    actor?: string;
    traceparent: string | null;
  }) => Promise<ControlResult>;
  /**
   * Makes the same move of many different jobs; returns what became of each, in their order. Each is
   * moved as `controlJob` moves it, by itself: a write that fails may have moved some of them. A job
   * that is retried has not ended for those of the same call that depend on it.
   */
  controlJobs: (params: {
    ids: string[];
    cause: ControlCause;
    actor?: string;
    traceparent: string | null;
  }) => Promise<ManyResult[]>;
  /**
   * Changes a job that is `scheduled` or `queued`, and moves it where its due time says: it is
   * `queued` when it is due and waits for nothing, else `scheduled`. Others are `forbidden`. The next
   * claim sees it at its new place.
   */
  changeJob: (params: {
    id: string;
    change: JobChange;
    /** The `seq` that the job has to have still; any unless told. */
    expectedSeq?: number | undefined;
    actor?: string;
    traceparent: string | null;
  }) => Promise<ChangeResult>;
  /**
   * Removes a job that has ended from every reply at once, with a last event `job.deleted`.
   */
  deleteJob: (params: { id: string; traceparent: string | null }) => Promise<ControlResult>;
  /** Removes many different jobs, each as `deleteJob` does; returns what became of each. */
  deleteJobs: (params: { ids: string[]; traceparent: string | null }) => Promise<ManyResult[]>;
};
