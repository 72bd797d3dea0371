import type { JobEvent } from "@formwork/contracts/events/events";
import type { Attempt, Job, JobError, Progress } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import type { RunKind } from "@formwork/contracts/run";
import type { JobState } from "@formwork/contracts/states";
import type { Page, Paging } from "./page.ts";
import type { SearchWord } from "./search/job-search.ts";
import type { RemoteLane } from "./steps/claim-kind.ts";
import type { JobChange } from "./steps/job-options.ts";
import type { ControlCause } from "./steps/may-control.ts";
import type { TimeCount } from "./steps/time-counts.ts";

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
  traceparent: string | null;
};

/**
 * The outcome of one insert. repeated: an earlier request with the same idempotency key and hash
 * stored the job. conflict: the key was used with another hash.
 */
export type Inserted = { outcome: "stored" | "repeated"; job: Job } | { outcome: "conflict" };

export type JobFilter = {
  state?: JobState[] | undefined;
  template?: string[] | undefined;
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
  /** The value that the payload has at each dotted path, as text. */
  payload?: Record<string, string> | undefined;
};

/** How many jobs of a template are in a state. */
export type JobCount = { template: string; state: JobState; count: number };

/** Orders of groups of failed jobs: those that failed last first, or the largest ones. */
export type ErrorSort = "-lastAt" | "-count";

/** A page of groups, and how many groups and jobs match in all. */
type ErrorGroupPage = Page<ErrorGroup> & { groups: number; jobs: number };

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

/** The outcome of a person's move. forbidden: the job's state does not allow it. */
export type ControlResult =
  | { outcome: "moved"; job: Job }
  | { outcome: "forbidden"; job: Job }
  | { outcome: "missing" };

/** The outcome of a change. unchanged: the job is what the change wants; nothing was written. */
type ChangeResult = ControlResult | { outcome: "unchanged"; job: Job };

export type JobStore = {
  /**
   * Stores jobs with their events `job.created` and, when due, `job.queued`. Returns the outcomes in
   * the order of `jobs`.
   */
  insertJobs: (params: { jobs: NewJob[] }) => Promise<Inserted[]>;
  getJob: (params: { id: string }) => Promise<Job | null>;
  /** Returns those of `ids` that exist. */
  knownJobs: (params: { ids: string[] }) => Promise<string[]>;
  /**
   * Returns matching jobs in the order `sort`, ties broken by id. A cursor belongs to one order.
   * Fails with `invalid-request` for a cursor that is not the `next` of a page in this order.
   */
  findJobs: (
    params: {
      filter: JobFilter;
      sort: JobSort;
      /** Rejects with its reason when it aborts; a long search then ends. */
      signal?: AbortSignal | undefined;
    } & Paging,
  ) => Promise<Page<Job>>;
  /** Counts the jobs that match by template and state; all jobs without a filter. */
  countJobs: (params?: {
    filter: JobFilter;
    /** Rejects with its reason when it aborts; a long count then ends. */
    signal?: AbortSignal | undefined;
  }) => Promise<JobCount[]>;
  /**
   * Groups the failed jobs that match by error and template; of a filter without `dismissed` those
   * that are not dismissed. Its cost grows with these jobs and not with others.
   */
  findErrors: (
    params: {
      filter: JobFilter;
      sort: ErrorSort;
      /** Times, in milliseconds, since which jobs are counted. */
      since: number[];
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
      /** Rejects with its reason when it aborts; a long count then ends. */
      signal?: AbortSignal | undefined;
    },
  ) => Promise<TimeCount[]>;
  /** Returns the events of a job in order of `seq`; the cursor is the last one's. */
  listEvents: (params: { id: string } & Paging) => Promise<Page<JobEvent>>;
  /** Returns the attempts of a job, the first one first. */
  listAttempts: (params: { id: string } & Paging) => Promise<Page<Attempt>>;
  /**
   * Makes a person's move. cancel: ends the running attempt as `cancelled` and voids its lease.
   * retry: queues the job at once for a new run, with `maxAttempts` attempts and without crashes,
   * error or end. dismiss: marks a failed job; a second time is `forbidden`. `actor` is stored with
   * the step: its event names them.
   */
  controlJob: (params: {
    id: string;
    cause: ControlCause;
    actor?: string;
    traceparent: string | null;
  }) => Promise<ControlResult>;
  /**
   * Changes a job that is `scheduled` or `queued`, and moves it where its due time says: it is
   * `queued` when it is due and waits for nothing, else `scheduled`. Others are `forbidden`. The next
   * claim sees it at its new place.
   */
  changeJob: (params: {
    id: string;
    change: JobChange;
    actor?: string;
    traceparent: string | null;
  }) => Promise<ChangeResult>;
  /**
   * Removes a job that has ended from every reply at once, with a last event `job.deleted`.
   */
  deleteJob: (params: { id: string; traceparent: string | null }) => Promise<ControlResult>;
};

/** A job that a worker has claimed. Every write about it names `token`, that of the lease. */
export type ClaimedJob = {
  job: Job;
  token: string;
  kind: RunKind;
  timeoutMs: number;
  /**
   * Number of the run: 1, and one more for each retry by a person. All attempts of a run share it,
   * so that what they call can recognise repetitions.
   */
  run: number;
  /** Failed attempts of this run so far. */
  failures: number;
  traceparent: string | null;
};

/**
 * How an attempt ended, as the engine decided. `delayMs` counts from the store's now to the next
 * attempt.
 */
export type Settlement = { id: string; token: string; exitCode: number | null } & (
  | { cause: "succeed"; result: unknown }
  | { cause: "fail"; error: JobError; delayMs: number }
  | { cause: "exhaust"; error: JobError }
  | { cause: "release" }
);

/** What stands against starting jobs beside their concurrency keys. */
export type ClaimLimits = {
  /** Queues of which no job is started. */
  paused: string[];
  /** Jobs that run at once at most, by queue. */
  queues: Record<string, number>;
  /** Jobs of one owner that run at once at most; null for any. */
  perOwner: number | null;
};

/** The limits of claims where nobody has set any. */
export const noLimits: ClaimLimits = { paused: [], queues: {}, perOwner: null };

/** The jobs of one queue that have not ended. Retrying jobs count as scheduled. */
export type QueueLoad = {
  name: string;
  scheduled: number;
  queued: number;
  running: number;
  /** Since when the job waits for a worker that waits longest, in milliseconds since 1970. */
  oldestAt: number | null;
};

/** What the store knows of why a job has not started. */
export type WaitFacts = {
  job: Job;
  kind: RunKind;
  /** Jobs in the same line with an earlier turn, at most one more than asked for; null unless queued. */
  ahead: number | null;
  /** The limit for which it is parked, and not offered to workers. */
  parkedFor: "key" | "owner" | null;
  /** Ids of jobs that it depends on and that have not ended. */
  openTargets: string[];
  key: { name: string; limit: number } | null;
  /** Ids of jobs of its concurrency key that run, as many as asked for at most. */
  keyHolders: string[];
};

export type WorkStore = {
  /**
   * Leases up to `limit` queued jobs under one new token, in order of their turn
   * (`steps/turn.ts`) and id, within `limits` and those of their concurrency keys. `templates`
   * narrows the kind `remote` alone.
   */
  claimJobs: (params: {
    workerId: string;
    queues?: string[] | undefined;
    templates?: string[] | undefined;
    kinds: RunKind[];
    limit: number;
    leaseMs: number;
    limits?: ClaimLimits | undefined;
  }) => Promise<ClaimedJob[]>;
  /** Lists where remote jobs are queued that a claim may find. */
  remoteLanes: () => Promise<RemoteLane[]>;
  /**
   * Extends the leases that are held and returns their ids. The others are lost: the job was
   * cancelled, rescued or deleted.
   */
  renewLeases: (params: {
    leases: { id: string; token: string }[];
    leaseMs: number;
  }) => Promise<string[]>;
  /**
   * Ends the attempts whose lease is held and returns their ids; for others nothing is written.
   * After `release` the attempt does not count.
   */
  settleJobs: (params: { settlements: Settlement[] }) => Promise<string[]>;
  /**
   * Writes progress, with an event `job.progressed`, of jobs whose lease is held, and returns their
   * ids.
   */
  reportProgress: (params: {
    reports: { id: string; token: string; progress: Progress }[];
  }) => Promise<string[]>;
  /**
   * Resolves dependencies, then queues up to `limit` due jobs that are `scheduled` or `retrying`.
   * Returns how many jobs were moved. From time to time it also offers to workers again what was
   * parked for a limit that has room, such as one that was raised to `perOwner` meanwhile.
   */
  stageJobs: (params: { limit: number; perOwner?: number | null | undefined }) => Promise<number>;
  /**
   * Takes back up to `limit` running jobs whose lease has expired. The attempt becomes `superseded`
   * and counts as a crash. The job is queued again; it fails with reason `poison` at `maxCrashes`,
   * and with reason `lost` where `onLost` is never.
   */
  rescueJobs: (params: {
    limit: number;
    maxCrashes: number;
  }) => Promise<{ id: string; state: JobState }[]>;
  /** Returns why a job has not started, as far as the store knows; null where there is no such job. */
  waitFacts: (params: {
    id: string;
    /** Jobs before it that are counted at most. */
    maxAhead: number;
    /** Holders of its concurrency key that are named at most. */
    maxHolders: number;
  }) => Promise<WaitFacts | null>;
  /** Reports every queue that has a job which has not ended, by name. */
  queueLoads: () => Promise<QueueLoad[]>;
  /** Reports how many jobs and events wait, and how late the oldest are. */
  backlog: () => Promise<{
    queued: number;
    /** How long jobs wait to be staged, or the first in line of a queue for a worker, at most. */
    oldestDueMs: number | null;
    /** For each kind and queue in which jobs wait for a worker, how long the first in line has. */
    heads: { kind: string; queue: string; waitedMs: number }[];
    /** How long ago the lease ran out that expired first. */
    oldestExpiredLeaseMs: number | null;
    /** Events that are not known to be on the bus. */
    outbox: number;
    /** When the next job is due to be staged, in milliseconds since 1970. */
    nextDueAt: number | null;
  }>;
};
