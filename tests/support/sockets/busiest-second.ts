/** Returns the largest part of some moments, in ms, that are within one second. */
export function busiestSecond(moments: readonly number[]): number {
  const sorted = moments.toSorted((one, other) => one - other);
  let [most, from] = [0, 0];
  for (const [to, moment] of sorted.entries()) {
    while (moment - (sorted[from] ?? moment) >= 1000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most / sorted.length;
}
