const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A count that fits a small button: 999, 1.2K, 3.4M. */
export function compactCount(count: number): string {
  return compact.format(count);
}
