import { isProblemError } from "../problem-error.ts";

/** Half of the longest wait before the second try, in milliseconds. */
const firstDelayMs = 500;

/**
 * Returns the milliseconds to wait after `failures` failed calls in a row (1 or more): at random
 * below a limit that doubles, so that many workers do not come back at once after an outage.
 */
export function retryDelayMs(failures: number, random: () => number, maxMs = 30_000): number {
  return Math.round(random() * Math.min(maxMs, firstDelayMs * 2 ** Math.min(failures, 20)));
}

/** Returns the milliseconds that the server asked to wait after a call above a limit; else 0. */
export function askedDelayMs(error: unknown, now: number): number {
  if (!isProblemError(error) || error.status !== 429 || error.retryAt === null) return 0;
  return Math.max(0, error.retryAt - now);
}
