/** Random choices that a seed repeats. */
export type Random = {
  /** A number from 0 to below 1. */
  next: () => number;
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number;
  pick: <T>(items: readonly T[]) => T;
};

/** Returns random choices that are the same for the same seed (mulberry32, Tommy Ettinger 2017). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick<T>(items: readonly T[]) {
      if (items.length === 0) throw new Error("there is nothing to pick from");
      // The index is within the list.
      return items[Math.floor(next() * items.length)] as T;
    },
  };
}

/** What the tests draw from: `FAULTS_SEED`, which draws the faults of a failed run again, or the time. */
export const drawnSeed = Number(process.env.FAULTS_SEED ?? Date.now() % 100_000);
