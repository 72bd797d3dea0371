/** How much longer than a call its pause is: at rest, and while others use the store, too. */
const factors = { atRest: 5, busy: 15 };
/** A call that takes so much longer than the fastest ones had to wait for others. */
const busyFrom = 2;
/** By how much the fastest call is forgotten with each further one. */
const forgetting = 1.02;
const maxPauseMs = 2000;

/**
 * Makes the function that returns how long to pause after a call that took `ms`. At rest a clean-up
 * takes a sixth of a store's time; while others use the store, a sixteenth, which leaves them more
 * than nine tenths.
 */
export function createPace(): (ms: number) => number {
  let fastestMs = Number.POSITIVE_INFINITY;
  return (ms) => {
    fastestMs = Math.min(ms, fastestMs * forgetting);
    const factor = ms > busyFrom * fastestMs ? factors.busy : factors.atRest;
    return Math.min(maxPauseMs, factor * ms);
  };
}
