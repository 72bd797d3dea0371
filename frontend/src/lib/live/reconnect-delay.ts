const maxDelayMs = 10_000;

/**
 * Returns how long to wait before the next connection attempt after `failures` failed ones, in ms:
 * full jitter between zero and a bound that doubles from 1 s to 10 s, so that the browsers of a
 * restarted server do not all reconnect at the same instant. `random` is from 0 to 1.
 */
export function reconnectDelayMs(failures: number, random: number): number {
  return Math.round(random * Math.min(maxDelayMs, 1_000 * 2 ** failures));
}
