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

/** Jobs of the first slice, and of any. */
export type SliceSizes = { first: number; most: number };

/**
 * Begins the looks along several indexes, which share a bound. A slice has at most twice as many jobs
 * as the one before, and as many as the time that is left allows by what that one took: where the
 * first slice took all of it, there is no second.
 */
export function beginLooks(
  { jobs, ms }: LookBound,
  { runs, slices, monotonic }: { runs: number; slices: SliceSizes; monotonic: () => number },
): () => Look {
  const until = monotonic() + ms;
  const share = Math.max(1, Math.ceil(jobs / Math.max(1, runs)));
  return () => {
    let left = share;
    let size = slices.first;
    let began = monotonic();
    return {
      sliceSize: () => Math.min(size, Math.max(1, left)),
      isOverAfter(looked) {
        left -= looked;
        const now = monotonic();
        const msPerJob = (now - began) / looked;
        began = now;
        const fitting = msPerJob > 0 ? (until - now) / msPerJob : Number.POSITIVE_INFINITY;
        size = Math.floor(Math.min(2 * size, slices.most, fitting));
        return left <= 0 || now >= until || size < slices.first;
      },
    };
  };
}
