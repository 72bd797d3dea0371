const units = [
  ["d", 24 * 60 * 60 * 1000],
  ["h", 60 * 60 * 1000],
  ["m", 60 * 1000],
] as const;

/** Writes a length of time in the largest unit that fits, and the next: `320ms`, `4.2s`, `3m 20s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`;
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)}s`;
  const place = units.findIndex(([, length]) => ms >= length);
  if (place < 0) return `${Math.floor(ms / 1000)}s`;
  const [unit, length] = units[place] ?? ["s", 1000];
  const [next, nextLength] = units[place + 1] ?? ["s", 1000];
  const rest = Math.floor((ms % length) / nextLength);
  return `${Math.floor(ms / length)}${unit}${rest === 0 ? "" : ` ${rest}${next}`}`;
}

/** Writes a time as people say it: `3m ago`, `in 2h`. */
export function relativeTime(time: string, now: number): string {
  const distance = Date.parse(time) - now;
  if (Math.abs(distance) < 1000) return "now";
  const [amount = ""] = durationText(Math.floor(Math.abs(distance) / 1000) * 1000).split(/[. ]/);
  const whole = /[a-z]$/.test(amount) ? amount : `${amount}s`;
  return distance < 0 ? `${whole} ago` : `in ${whole}`;
}
