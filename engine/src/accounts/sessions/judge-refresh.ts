/** The newest refresh token of a session: its number, and since when it is that, in milliseconds. */
type Newest = { turn?: number; turnedAt?: number };

/**
 * `rotate`: the token is the newest, and a new one takes its place. `repeat`: it was exchanged a
 * moment ago, and the same new one is given again. `reused`: it was exchanged before, so that two
 * have it. `unknown`: it is newer than the newest, as after a backup was restored.
 */
export type RefreshVerdict = "rotate" | "repeat" | "reused" | "unknown";

/**
 * Time in milliseconds in which a refresh token can be exchanged again: two tabs refresh at once, or
 * a reply is lost and the request is sent again. It is shorter than what a thief would need.
 */
const graceMs = 10_000;

/** Judges a refresh token by its number. */
export function judgeRefresh(
  { turn = 0, turnedAt = 0 }: Newest,
  presented: number,
  now: number,
): RefreshVerdict {
  if (presented > turn) return "unknown";
  if (presented === turn) return "rotate";
  return presented === turn - 1 && now - turnedAt < graceMs ? "repeat" : "reused";
}
