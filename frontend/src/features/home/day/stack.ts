import type { EndedBucket } from "../../../components/time-brush/span-of-buckets.ts";

/** Columns of a stacked chart: the start of each bucket in seconds, then the top of each part. */
export type Stack = [at: number[], succeeded: number[], cancelled: number[], failed: number[]];

/**
 * Stacks what ended in each bucket: failed jobs at the foot, then cancelled, then succeeded ones. The
 * highest part comes first, so that those drawn later cover its foot.
 */
export function stackOf(buckets: readonly EndedBucket[]): Stack {
  return [
    buckets.map(({ at }) => Date.parse(at) / 1_000),
    buckets.map(({ failed, cancelled, succeeded }) => failed + cancelled + succeeded),
    buckets.map(({ failed, cancelled }) => failed + cancelled),
    buckets.map(({ failed }) => failed),
  ];
}
