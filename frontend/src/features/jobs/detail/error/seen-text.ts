/** Says how many jobs of this week failed with an error; `undefined` while that is not known. */
export function seenText(seen: { total: number; complete: boolean } | undefined): string {
  if (seen === undefined || seen.total === 0) return "Jobs with this error";
  if (seen.total === 1) return "Seen once this week";
  const atLeast = seen.complete ? "" : "at least ";
  return `Seen ${atLeast}${seen.total.toLocaleString("en")} times this week`;
}
