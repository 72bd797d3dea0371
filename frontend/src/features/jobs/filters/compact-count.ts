const format = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/**
 * Formats a count for a small button: 999, 1.2K, 3.4M; 20K+ where there may be more, and nothing
 * where none was counted but there may be some.
 */
export function compactCount(count: number, isComplete = true): string {
  if (isComplete) return format.format(count);
  return count === 0 ? "" : `${format.format(count)}+`;
}

/** Says in words that there may be more than were counted. */
export function atLeastText(count = 0): string {
  return count === 0
    ? "None counted so far, but there may be some"
    : `At least ${count.toLocaleString("en")}`;
}
