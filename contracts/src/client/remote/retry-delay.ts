/** Half of the longest wait before the second try, in milliseconds. */
const firstDelayMs = 500;

/**
 * Returns the milliseconds to wait after `failures` failed calls in a row (1 or more): at random
 * below a limit that doubles, so that many workers do not come back at once after an outage.
 */
export function retryDelayMs(failures: number, random: () => number, maxMs = 30_000): number {
  return Math.round(random() * Math.min(maxMs, firstDelayMs * 2 ** Math.min(failures, 20)));
}
