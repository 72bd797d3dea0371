import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Length of a clock tick in /proc/PID/stat; Linux shows it as 10 ms everywhere. */
const tickMs = 10;

/** Returns the resident set size of a process, now and at its peak, in megabytes. Linux only. */
export function readMemory(pid: number): { rss_mb: number; peak_mb: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const mb = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024);
  return { rss_mb: mb("VmRSS"), peak_mb: mb("VmHWM") };
}

/**
 * Waits until a process uses less than `share` of one processor for `windowMs`. Returns how many
 * milliseconds passed until that window began, or null after `limitMs`.
 */
export async function untilIdle(params: {
  pid: number;
  share: number;
  windowMs: number;
  limitMs: number;
}): Promise<number | null> {
  const { pid, share, windowMs, limitMs } = params;
  const start = performance.now();
  while (performance.now() - start < limitMs) {
    const [began, used] = [performance.now(), readProcessorMs(pid)];
    await pause(windowMs);
    const passed = performance.now() - began;
    if (readProcessorMs(pid) - used <= share * passed) return Math.round(began - start);
  }
  return null;
}

/** Returns how long the threads of a process have used a processor, in user and kernel mode. */
export function readProcessorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the command, in parentheses, may contain spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
