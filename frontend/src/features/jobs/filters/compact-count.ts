const format = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** Formats a count for a small button: 999, 1.2K, 3.4M. */
export function compactCount(count: number): string {
  return format.format(count);
}
