import type { JobView } from "../job-view.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Bars at most: more would be thinner than a finger can choose. */
const maxBuckets = 96;
/** Lengths of a bar that people can read. */
const lengths = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
  ...[1, 2, 7, 30].map((days) => days * dayMs),
];

/** The time that a histogram shows, and the length of its bars; all in milliseconds. */
export type HistogramRange = { from: number; to: number; bucketMs: number };

/**
 * Returns the time whose ended jobs are shown beside a view: its range, or the day up to `now`. Jobs
 * that were created within a range may have ended after it.
 */
export function histogramRange(
  { from, to, timeField }: Pick<JobView, "from" | "to" | "timeField">,
  now: number,
): HistogramRange {
  const isOfEnds = timeField === "finishedAt";
  const end = to === "" || !isOfEnds ? now : Math.min(now, Date.parse(to));
  const start = from === "" ? end - dayMs : Date.parse(from);
  const length = Math.max(minuteMs, end - start);
  const bucketMs = lengths.find((one) => length / one <= maxBuckets) ?? 365 * dayMs;
  return { from: end - length, to: end, bucketMs };
}
