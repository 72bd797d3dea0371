import type { Clock } from "./clock.ts";

/** A reading takes at most one part in so many of the time, unless its value would be kept too long. */
const share = 20;
/** Milliseconds that a value is kept at most. */
const maxKeptMs = 30_000;

/**
 * Makes a reader that spares the store: it keeps each value for twenty times as long as the reading
 * took, and for half a minute at most. So a value that is read in a millisecond is new for any
 * person, and one that takes a second is read every 20 seconds. Calls during a reading share it.
 */
export function sparing<Value>(
  { monotonic }: Pick<Clock, "monotonic">,
  read: () => Promise<Value>,
): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  let keptUntil = Number.NEGATIVE_INFINITY;

  async function readAgain(): Promise<Value> {
    const startedAt = monotonic();
    keptUntil = Number.POSITIVE_INFINITY;
    try {
      const value = await read();
      const now = monotonic();
      keptUntil = now + Math.min(maxKeptMs, (now - startedAt) * share);
      return value;
    } catch (error) {
      keptUntil = Number.NEGATIVE_INFINITY;
      throw error;
    }
  }
  return () => {
    if (reading === undefined || monotonic() >= keptUntil) reading = readAgain();
    return reading;
  };
}
