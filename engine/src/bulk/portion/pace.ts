/**
 * Jobs of one portion. A portion takes some ten milliseconds of a store, so that other work waits no
 * longer than that, and a stop takes effect as soon.
 */
const maxPortion = 100;
/** Shortest time between two portions of an action. */
const minPauseMs = 50;
/** Longest time after a portion that was not finished because a store was away. */
const maxBackoffMs = 30_000;

/** Returns how many jobs a portion has: of a slow action, those of one second. */
export function portionSize(perMinute: number | null): number {
  return perMinute === null
    ? maxPortion
    : Math.min(maxPortion, Math.max(1, Math.ceil(perMinute / 60)));
}

/**
 * Returns the time from the end of a portion to the next one: as long as the portion took, so that
 * half of the time is left to others, or longer where `perMinute` asks for it.
 */
export function pauseAfter(
  portion: { jobs: number; tookMs: number; faults: number },
  perMinute: number | null,
): number {
  const { jobs, tookMs, faults } = portion;
  if (faults > 0) return Math.min(maxBackoffMs, 1000 * 2 ** (faults - 1));
  const paced = perMinute === null ? 0 : (jobs * 60_000) / perMinute - tookMs;
  return Math.max(minPauseMs, tookMs, Math.round(paced));
}
