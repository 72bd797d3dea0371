import type { JobQuery } from "../jobs/job-query.ts";

/** The 50th and 95th percentile of durations in milliseconds; null without any. */
export type Percentiles = { p50: number | null; p95: number | null };

/** What ended within some time, and how long it had waited and run. */
export type Ended = {
  succeeded: number;
  failed: number;
  cancelled: number;
  wait: Percentiles;
  run: Percentiles;
};

/** One bucket of a timeline; `at` is when it begins, RFC 3339 in UTC. */
export type Bucket = { at: string } & Ended;

/** Buckets from `from` to `to`, each `bucketMs` long; times are milliseconds since 1970. */
export type TimelineRange = { from: number; to: number; bucketMs: number };

export type Timeline = {
  items: Bucket[];
  /** The whole range, as if it were one bucket. */
  total: Ended;
  /**
   * False where there may be more than is counted: while a part of the range is still being counted,
   * after a gap of the event log; and where many jobs had to be looked at, of which those that ended
   * last are counted.
   */
  complete: boolean;
};

/** How many jobs a queue gets and ends per minute, averaged over some minutes. */
export type QueueRate = { in: number; out: number };

/** What is known of jobs in numbers, kept by a follower of the event log. */
export type Numbers = {
  /**
   * Returns what ended when, every bucket listed. A query by template and queue alone is answered
   * from what is kept, also of jobs that have been deleted; for another one jobs are counted, within
   * the bound of a request.
   */
  timeline: (
    params: TimelineRange & { query: JobQuery; signal?: AbortSignal | undefined },
  ) => Promise<Timeline>;
  /** Returns the rates of each queue over the last whole `minutes`, by name. */
  queueRates: (params: { minutes: number }) => Promise<Map<string, QueueRate>>;
};
