/** One line of results. Rates are jobs per second, latencies milliseconds. */
export type Measured = { work: string; n: number; jobs_s?: number; p50?: number; p99?: number; peak_rss_mb: number };

/** Hands the result to the parent and ends. */
export function report(measured: Omit<Measured, "peak_rss_mb">): void {
  const line: Measured = { ...measured, peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) };
  if (process.send === undefined) process.exit();
  process.send(line, () => process.exit());
}

/** Jobs per second of `n` jobs in `ms` milliseconds. */
export function rate(n: number, ms: number): number {
  return Math.round((n / ms) * 1000);
}

/** The value below which a share `q` of the values lies, to two digits. */
export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0) * 100) / 100;
}
