const ceiling = 10_000;

/**
 * How long to wait before try number `failures + 1`, in ms: evenly spread from zero up to a bound
 * that doubles from 1 s to 10 s, so that a thousand browsers do not come back to a restarted server
 * in one instant.
 */
export function reconnectDelay(failures: number, random: number): number {
  return Math.round(random * Math.min(ceiling, 1_000 * 2 ** failures));
}
