/** Lengths in milliseconds. */
export type SessionTimes = {
  /** How long a token is good for requests: as long as a stolen one can be of use. */
  tokenMs: number;
  /** How long a session stays open unused; each refresh prolongs it. */
  sessionMs: number;
  /** How long it stays open at most, however much it is used. */
  maxSessionMs: number;
};

const dayMs = 24 * 3_600_000;
const defaultTimes = { tokenMs: 15 * 60_000, sessionMs: 7 * dayMs };

/** Returns the lengths, those that are not given by default: a session lasts four times as long. */
export function sessionTimes(given: { tokenMs?: number; sessionMs?: number } = {}): SessionTimes {
  const { tokenMs = defaultTimes.tokenMs, sessionMs = defaultTimes.sessionMs } = given;
  return { tokenMs, sessionMs, maxSessionMs: 4 * sessionMs };
}

/** Returns when a session ends that is opened or refreshed now. A token counts whole seconds. */
export function sessionEnd(
  { sessionMs, maxSessionMs }: SessionTimes,
  { createdAt = 0 }: { createdAt?: number },
  now: number,
): number {
  return Math.floor(Math.min(now + sessionMs, createdAt + maxSessionMs) / 1000) * 1000;
}
