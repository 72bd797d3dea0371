/**
 * What a process has taken of a bucket since it last wrote the row: how many tokens, how many
 * milliseconds they take to grow back, and when the first one was taken.
 */
export type Unstored = { tokens: number; ms: number; since: number };

export const nothing: Unstored = { tokens: 0, ms: 0, since: Number.NEGATIVE_INFINITY };

/** Adds two of them. */
export function plus(first: Unstored, second: Unstored): Unstored {
  if (first === nothing) return second;
  if (second === nothing) return first;
  return {
    tokens: first.tokens + second.tokens,
    ms: first.ms + second.ms,
    since: Math.min(first.since, second.since),
  };
}

/**
 * Returns when a bucket is full again that other processes knew to be full at `fullAt`. What several
 * processes took adds up, in whatever order they say so.
 */
export function addedTo(fullAt: number, { ms, since }: Unstored): number {
  return Math.max(fullAt, since) + ms;
}
