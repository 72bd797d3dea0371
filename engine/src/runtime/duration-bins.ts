/**
 * Histograms of durations. Their bins are spaced by logarithm, four to an octave, so that a
 * percentile is off by at most a tenth, from a millisecond to weeks. Both stores count with the
 * same bins, so a bin is computed as `binOf` does it wherever it is computed.
 */

/** How many durations are in each bin, by its number. */
export type Histogram = Record<string, number>;

export const binsPerOctave = 4;
/** The last bin, of everything longer than some 50 days. */
export const maxBin = 130;
/** Keeps exact powers of two out of the bin below, where a logarithm is rounded down. */
export const binTolerance = 1e-9;

/** Returns the bin of a duration in milliseconds; bin 0 is for less than a millisecond. */
export function binOf(ms: number): number {
  if (!(ms >= 1)) return 0;
  return Math.min(maxBin, 1 + Math.floor(binsPerOctave * Math.log2(ms) + binTolerance));
}

/** Returns the milliseconds at which a bin begins. */
export function binStart(bin: number): number {
  return bin <= 0 ? 0 : 2 ** ((bin - 1) / binsPerOctave);
}

/**
 * Returns a percentile in milliseconds, `share` from 0 to 1; null without any duration. Within a
 * bin durations are taken to be spread evenly by logarithm.
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const bins = Object.entries(histogram)
    .map(([bin, count]) => ({ bin: Number(bin), count }))
    .sort((a, b) => a.bin - b.bin);
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  let rest = share * total;
  for (const { bin, count } of bins) {
    if (count > 0 && rest <= count) return within(bin, Math.max(0, rest) / count);
    rest -= count;
  }
  return null;
}

function within(bin: number, part: number): number {
  if (bin === 0) return 0;
  return Math.round(binStart(bin) * 2 ** (part / binsPerOctave));
}

/** Adds the counts of `other` to a histogram, in place. */
export function addHistogram(histogram: Histogram, other: Histogram): void {
  for (const [bin, count] of Object.entries(other)) histogram[bin] = (histogram[bin] ?? 0) + count;
}
