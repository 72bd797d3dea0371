/**
 * How much one call looks at to find what matches: so many jobs, and no longer than so many
 * milliseconds. Then it ends with what it has found.
 */
export type LookBound = { jobs: number; ms: number };

/** What answers a request: some 25 ms, whatever is stored and whatever the filter. */
export const requestBound: LookBound = { jobs: 20_000, ms: 25 };

/** For who needs the whole answer and does not keep others waiting. */
export const noBound: LookBound = { jobs: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY };

/** One look along an index, slice by slice. The first slice is always looked at. */
export type Look = {
  /** Jobs of the next slice. */
  sliceSize: () => number;
  /** Counts jobs as looked at; returns whether the look is over. */
  isOverAfter: (jobs: number) => boolean;
};

/** Begins the looks along several indexes, which share a bound. `sliceSize` is that of slices at most. */
export function beginLooks(
  { jobs, ms }: LookBound,
  { runs, sliceSize, monotonic }: { runs: number; sliceSize: number; monotonic: () => number },
): () => Look {
  const until = monotonic() + ms;
  const share = Math.max(1, Math.ceil(jobs / Math.max(1, runs)));
  return () => {
    let left = share;
    return {
      sliceSize: () => Math.min(sliceSize, Math.max(1, left)),
      isOverAfter(looked) {
        left -= looked;
        return left <= 0 || monotonic() >= until;
      },
    };
  };
}
