import type { KeyTimes } from "../forms/key-times.ts";
import type { ListTime, Scale } from "../scale/scale-result.ts";

/**
 * The result of one run. Rates are jobs per second, latencies milliseconds; `missing` counts events
 * that clients did not get in time.
 */
export type Measured = {
  work: string;
  n: number;
  jobs_s?: number;
  p50?: number;
  p99?: number;
  missing?: number;
  memory?: Memory;
  bulk?: Bulk;
  prune?: Prune;
  fires?: Fires;
  scale?: Scale;
  lists?: ListTime[];
  stored?: Stored;
  limits?: WithLimits;
  idle?: IdleProcess[];
  reconnect?: Reconnect;
  keys?: KeyTimes[];
  peak_rss_mb: number;
};

/** The rate of the same store at rest, the ratio of that while pruning to it, and jobs removed a second. */
type Prune = { rest_jobs_s: number; ratio: number; pruned_s: number };

/**
 * How long actions on n jobs take, in seconds; the rate of other jobs at rest, and the ratio of that
 * during an action to it.
 */
type Bulk = {
  cancel_s: number;
  retry_s: number;
  delete_s: number;
  rest_jobs_s: number;
  ratio: number;
};

/**
 * How late the last job was of schedules that were due at once, while nothing else ran and while a
 * worker ran the jobs; the time that the main thread computed, and the latency of a submit meanwhile.
 */
export type Fires = { alone: Fire; beside: Fire };
type Fire = { late_ms: number; cpu_ms: number; submit_p99: number };

/** Drains with few stored jobs and with n, in jobs a second, and the ratio of the second to the first. */
type Stored = { few_jobs_s: number; many_jobs_s: number; ratio: number };

/**
 * How long a notifier was down after it was killed, how long after its start the last client was back,
 * the part of clients that asked for it within the busiest second, how long it took to say that it
 * lives meanwhile, and the time that it computed.
 */
export type Reconnect = {
  down_ms: number;
  all_live_ms: number;
  busiest_percent: number;
  live_p50: number;
  live_p99: number;
  processor_ms: number;
};

/** The rate of submits without limits, and the ratio of that with some to it. */
type WithLimits = { off_jobs_s: number; ratio: number };

/** Memory of a process with nothing to do, 5 s after it was ready and in the end; its share of a core. */
export type IdleProcess = {
  name: string;
  soon_mb: number;
  rss_mb: number;
  processor_percent: number;
};

/** Memory of the draining process after some numbers of jobs; ratios are of the last to the first. */
export type Memory = {
  marks: { jobs: number; heap_mb: number; rss_mb: number }[];
  heap_ratio: number;
  rss_ratio: number;
};

/**
 * Sends the result to the parent process and exits. The peak of memory is that of this process
 * where another is not given.
 */
export function report(measured: Omit<Measured, "peak_rss_mb"> & Partial<Measured>): void {
  const line: Measured = {
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    ...measured,
  };
  if (process.send === undefined) process.exit();
  process.send(line, () => process.exit());
}

/** Runs `work`, which handles `n` jobs; returns jobs per second. */
export async function rateOf(n: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((n / (performance.now() - start)) * 1000);
}

/** Returns the `q`-quantile of the values (nearest rank), to two decimals. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0) * 100) /
    100
  );
}
