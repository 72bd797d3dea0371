const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const units = [
  [day, "day"],
  [hour, "hour"],
  [minute, "minute"],
  [second, "second"],
] as const;

/** "5m ago", "in 2h", "now": how far `at` lies from `now`. */
export function relativeTime(at: string | number, now: number): string {
  const distance = new Date(at).getTime() - now;
  const [size, unit] = units.find(([size]) => Math.abs(distance) >= size) ?? [second, "second"];
  const amount = Math.trunc(distance / size);
  return amount === 0 ? "now" : relative.format(amount, unit);
}

/** How long `relativeTime` stays right, in ms: seconds tick, days do not. */
export function refreshIntervalMs(at: string | number, now: number): number {
  const distance = Math.abs(new Date(at).getTime() - now);
  return distance < minute ? second : 30 * second;
}

/** The moment in full with its zone: "Sat, 22 Nov 2025, 11:15:04 GMT+1". */
export function absoluteTime(at: string | number): string {
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

/** "11:15:04", in the browser's zone. */
export function clockTime(at: string | number): string {
  return new Date(at).toLocaleTimeString("en-GB");
}

/** A length of time in at most two units: "840 ms", "4.2 s", "2 m 05 s", "3 h 10 m", "2 d 4 h". */
export function durationText(ms: number): string {
  const length = Math.max(0, Math.round(ms));
  if (length < second) return `${length} ms`;
  if (length < minute) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
  if (length < hour) return `${Math.floor(length / minute)} m ${two((length % minute) / second)} s`;
  if (length < day) return `${Math.floor(length / hour)} h ${two((length % hour) / minute)} m`;
  return `${Math.floor(length / day)} d ${Math.floor((length % day) / hour)} h`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
