import type { KeyTimes } from "./forms/key-times.ts";
import type { Fires, IdleProcess, Measured, Memory, Reconnect } from "./measure/measure.ts";
import type { Step } from "./plan.ts";
import { formatList, formatScale } from "./scale/format-scale.ts";

/** Formats one result as a line of text; `scale` adds indented lines of details. */
export function formatResult({ engine, work, n }: Step, measured: Measured, runs: number): string {
  const line = `${engine.padEnd(10)}${work.padEnd(14)} n=${n}  ${formatFigures(measured)}  peak ${measured.peak_rss_mb} MB  (median of ${runs})`;
  const details = [
    ...(measured.scale === undefined ? [] : formatScale(measured.scale)),
    ...(measured.lists ?? []).map(formatList),
    ...(measured.idle ?? []).map(formatIdle),
    ...(measured.keys ?? []).map(formatKeys),
  ];
  return [line, ...details].join("\n  ");
}

function formatFigures(measured: Measured): string {
  const { jobs_s, p50, p99, missing, memory, bulk, prune, fires, stored, limits, idle } = measured;
  if (idle !== undefined) return "idle";
  if (measured.keys !== undefined) return "from a key to its frame";
  if (measured.reconnect !== undefined) return formatReconnect(measured.reconnect, measured);
  if (memory !== undefined) return formatMemory(memory);
  if (bulk !== undefined)
    return `cancel ${bulk.cancel_s} s  retry ${bulk.retry_s} s  delete ${bulk.delete_s} s  others at rest ${bulk.rest_jobs_s} jobs/s, meanwhile ×${bulk.ratio}`;
  if (fires !== undefined) return formatFires(fires);
  if (prune !== undefined)
    return `${jobs_s} jobs/s, at rest ${prune.rest_jobs_s} (×${prune.ratio}), ${prune.pruned_s} pruned/s`;
  if (stored !== undefined)
    return `${stored.many_jobs_s} jobs/s, with few stored ${stored.few_jobs_s} (×${stored.ratio})`;
  if (limits !== undefined)
    return `${jobs_s} jobs/s, without limits ${limits.off_jobs_s} (×${limits.ratio})`;
  if (jobs_s !== undefined) return `${jobs_s} jobs/s`;
  return `p50 ${p50} ms  p99 ${p99} ms${missing === undefined ? "" : `  missing ${missing}`}`;
}

function formatMemory({ marks, heap_ratio, rss_ratio }: Memory): string {
  const [first, last] = [marks.at(0), marks.at(-1)];
  const heap = `heap ${first?.heap_mb} → ${last?.heap_mb} MB (×${heap_ratio})`;
  const rss = `RSS ${first?.rss_mb} → ${last?.rss_mb} MB (×${rss_ratio})`;
  return `${heap}  ${rss}  from job ${first?.jobs} to ${last?.jobs}`;
}

function formatIdle({ name, soon_mb, rss_mb, processor_percent }: IdleProcess): string {
  return `${name.padEnd(22)} ${soon_mb} MB after 5 s, ${rss_mb} MB in the end, ${processor_percent} % of a core`;
}

function formatKeys({ name, median, p95, worst, thread }: KeyTimes): string {
  return `${name.padEnd(42)} median ${median} ms, 95 % ${p95} ms, worst ${worst} ms; main thread ${thread} ms`;
}

function formatReconnect(reconnect: Reconnect, { p50, p99 }: Measured): string {
  const { down_ms, all_live_ms, busiest_percent, live_p50, live_p99, processor_ms } = reconnect;
  return `down ${down_ms} ms  all live ${all_live_ms} ms after the start  back after the kill p50 ${p50} ms  p99 ${p99} ms  busiest second ${busiest_percent} %  meanwhile "live" answered p50 ${live_p50} ms  p99 ${live_p99} ms  ${processor_ms} ms of processor`;
}

function formatFires({ alone, beside }: Fires): string {
  const text = ({ late_ms, cpu_ms, submit_p99 }: Fires["alone"]) =>
    `last job after ${(late_ms / 1000).toFixed(1)} s (${cpu_ms} ms of the main thread; a submit meanwhile: p99 ${submit_p99} ms)`;
  return `${text(alone)}  beside a worker ${text(beside)}`;
}
