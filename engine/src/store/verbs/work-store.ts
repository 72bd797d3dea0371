import type { Job, JobError, Progress } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/run";
import type { JobState } from "@formwork/contracts/states";
import type { RemoteLane } from "../steps/claim-kind.ts";

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

/** A job that was taken from its worker; `traceparent` is that of the request that made it. */
export type RescuedJob = { id: string; state: JobState; traceparent: string | null };

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

/** A concurrency key of which as many jobs run as may. */
export type KeyHold = {
  key: string;
  /** How many jobs of it may run at once, by the template of the first in line. */
  limit: number;
  /** Jobs of it that run, in whatever queue. */
  running: number;
  /** Jobs of the queue that are held behind it. */
  waiting: number;
  /** The first of those in line. */
  first: { id: string; summary: string; template: string };
};

/** Jobs of one owner: those that run, and those that are held since as many run as may. */
export type OwnerAtWork = { owner: string; running: number; waiting: number };

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
   * Says that nothing is left of an attempt that was cancelled while it ran. Until then, or until its
   * worker must have ended it (`steps/ending.ts`), it counts in every limit, its job does not start
   * again, and it may write to the log. False: it was not, or is so no more.
   */
  endAttempt: (params: { id: string; token: string; exitCode: number | null }) => Promise<boolean>;
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
  /** Returns when the next job is due to be staged, in milliseconds since 1970; null for none. */
  nextDueAt: () => Promise<number | null>;
  /**
   * Takes back up to `limit` running jobs whose lease has expired. The attempt becomes `superseded`
   * and counts as a crash. The job is queued again; it fails with reason `poison` at `maxCrashes`,
   * and with reason `lost` where `onLost` is never. With `workerIds`, those of workers that are known
   * to be gone are taken, whether their lease has expired or not.
   */
  rescueJobs: (params: {
    limit: number;
    maxCrashes: number;
    workerIds?: string[] | undefined;
  }) => Promise<RescuedJob[]>;
  /** Returns why a job has not started, as far as the store knows; null where there is no such job. */
  waitFacts: (params: {
    id: string;
    /** Jobs before it that are counted at most. */
    maxAhead: number;
    /** Holders of its concurrency key that are named at most. */
    maxHolders: number;
  }) => Promise<WaitFacts | null>;
  /**
   * Reports the concurrency keys behind which jobs of a queue wait, most of them first. Looks at
   * `maxHeld` of those that wait at most, whatever their queue; `isAll` says whether these are all.
   */
  keyHolds: (params: {
    queue: string;
    limit: number;
    maxHeld: number;
  }) => Promise<{ items: KeyHold[]; isAll: boolean }>;
  /**
   * Reports the owners of running and held jobs, those with most running ones first. Looks at
   * `maxJobs` of the running and of the held ones at most; `isAll` says whether these are all.
   */
  ownersAtWork: (params: {
    limit: number;
    maxJobs: number;
  }) => Promise<{ items: OwnerAtWork[]; isAll: boolean }>;
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
  }>;
};
