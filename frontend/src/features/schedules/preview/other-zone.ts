/**
 * Returns the second zone to show times in: that of the reader, or UTC where it is the same; null
 * where both are UTC.
 */
export function otherZone(zone: string, own: string): string | null {
  if (own !== zone) return own;
  return zone === "UTC" ? null : "UTC";
}
