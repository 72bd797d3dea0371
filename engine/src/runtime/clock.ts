/** Time and randomness as a parameter, so that tests can set both. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now: () => number;
  /** Milliseconds of a clock that never goes back; only its differences have a meaning. */
  monotonic: () => number;
  /** A number in [0, 1). */
  random: () => number;
};

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
};
