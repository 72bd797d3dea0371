const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const units = [
  [dayMs, "day"],
  [hourMs, "hour"],
  [minuteMs, "minute"],
  [secondMs, "second"],
] as const;

/** Formats a time relative to `now` in the largest unit that fits: "5m ago", "in 2h", "now". */
export function formatRelativeTime(at: string | number, now: number): string {
  const distance = new Date(at).getTime() - now;
  const [size, unit] = units.find(([size]) => Math.abs(distance) >= size) ?? [secondMs, "second"];
  const amount = Math.trunc(distance / size);
  return amount === 0 ? "now" : relativeFormat.format(amount, unit);
}

/**
 * Formats a time that has passed: "5m ago", "just now". One that seems to lie ahead, because two
 * clocks differ, has just passed.
 */
export function formatPastTime(at: string | number, now: number): string {
  const text = formatRelativeTime(Math.min(new Date(at).getTime(), now), now);
  return text === "now" ? "just now" : text;
}

/**
 * Returns after how many ms to format a relative time again: within a minute of `now` each second.
 */
export function refreshIntervalMs(at: string | number, now: number): number {
  const distance = Math.abs(new Date(at).getTime() - now);
  return distance < minuteMs ? secondMs : 30 * secondMs;
}

/** Formats a time in full, in the browser's time zone: "Sat, 22 Nov 2025, 11:15:04 GMT+1". */
export function formatDateTime(at: string | number): string {
  return new Date(at).toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}

/** Formats the time of day in the browser's time zone: "11:15:04". */
export function formatClockTime(at: string | number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

/** Formats a duration in at most two units: "840 ms", "4.2 s", "2 m 05 s", "3 h 10 m", "2 d 4 h". */
export function formatDuration(ms: number): string {
  const length = Math.max(0, Math.round(ms));
  if (length < secondMs) return `${length} ms`;
  if (length < minuteMs) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  if (length < hourMs)
    return `${Math.floor(length / minuteMs)} m ${twoDigits((length % minuteMs) / secondMs)} s`;
  if (length < dayMs)
    return `${Math.floor(length / hourMs)} h ${twoDigits((length % hourMs) / minuteMs)} m`;
  return `${Math.floor(length / dayMs)} d ${Math.floor((length % dayMs) / hourMs)} h`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
