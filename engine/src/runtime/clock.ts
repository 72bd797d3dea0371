/** Time and randomness, so that tests can hold both. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now: () => number;
  /** Milliseconds of a clock that never goes back; only differences mean anything. */
  monotonic: () => number;
  /** A number in [0, 1). */
  random: () => number;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
};
