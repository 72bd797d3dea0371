/** When a new key may end: days from now, with 0 for never. */
export const expiryChoices = [
  { days: 7, label: "in 7 days" },
  { days: 30, label: "in 30 days" },
  { days: 90, label: "in 90 days" },
  { days: 365, label: "in a year" },
  { days: 0, label: "never" },
] as const;

/** Returns the end of a key as an RFC 3339 time, or null for never. */
export function expiryOf(days: number, now: number): string | null {
  return days === 0 ? null : new Date(now + days * 86_400_000).toISOString();
}
