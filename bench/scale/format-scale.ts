import type { HangUp, ListTime, Probe, Scale, Times } from "./scale-result.ts";

/** Formats what `scale` measured besides the rate of its fill, a figure or a list per line. */
export function formatScale({ memory, rest_s, lists, probes, hang_up }: Scale): string[] {
  const { idle_mb, filled_mb, fill_peak_mb, after_mb, peak_mb } = memory;
  return [
    `memory   idle ${idle_mb} MB  after the fill ${filled_mb} MB (peak ${fill_peak_mb} MB)  later ${after_mb} MB  peak of all ${peak_mb} MB`,
    `rest     ${rest_s === null ? "not reached" : `${rest_s} s after the fill`}`,
    ...lists.map((list) => `list     ${formatList(list)}`),
    ...probes.map(formatProbe),
    `hang-up  ${formatHangUp(hang_up)}`,
  ];
}

/** Formats the times of one kind of list. */
export function formatList({ name, rows, median, p95, max }: ListTime): string {
  return `${name.padEnd(50)} ${String(rows).padStart(8)} rows  median ${median} ms  p95 ${p95} ms  max ${max} ms`;
}

function formatProbe({ during, live, get, submit }: Probe): string {
  const part = (name: string, { median, max }: Times) => `${name} ${median} / ${max} ms`;
  return `freezes  during ${during} (median / longest): ${part("live", live)}  ${part("get", get)}  ${part("submit", submit)}`;
}

function formatHangUp({ searches, search_ms, ended_ms }: HangUp): string {
  const end = ended_ms === null ? "still running after 10 s" : `at rest after ${ended_ms} ms`;
  return `${searches} searches of ${search_ms} ms each: ${end}`;
}
