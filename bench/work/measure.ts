/**
 * One line of results. Rates are jobs per second, latencies milliseconds; `missing` are events that
 * some client did not get in time.
 */
export type Measured = {
  work: string;
  n: number;
  jobs_s?: number;
  p50?: number;
  p99?: number;
  missing?: number;
  memory?: Memory;
  peak_rss_mb: number;
};

/**
 * What the draining process weighed after so many jobs; the ratios are of the last mark to the
 * first.
 */
export type Memory = {
  marks: { jobs: number; heap_mb: number; rss_mb: number }[];
  heap_ratio: number;
  rss_ratio: number;
};

/** Hands the result to the parent and ends. */
export function report(measured: Omit<Measured, "peak_rss_mb">): void {
  const line: Measured = {
    ...measured,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  if (process.send === undefined) process.exit();
  process.send(line, () => process.exit());
}

/** Does `work`, which is about `n` jobs; answers jobs per second. */
export async function rateOf(n: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((n / (performance.now() - start)) * 1000);
}

/** The value below which a share `q` of the values lies, to two digits. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0) * 100) /
    100
  );
}
