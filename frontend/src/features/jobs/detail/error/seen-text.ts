/** Says how many jobs of this week failed with an error; `undefined` while that is not known. */
export function seenText(seen: { total: number; complete: boolean } | undefined): string {
  if (seen === undefined || seen.total === 0) return "Jobs with this error";
  const atLeast = seen.complete ? "" : "at least ";
  if (seen.total === 1) return `Seen ${atLeast}once this week`;
  return `Seen ${atLeast}${seen.total.toLocaleString("en")} times this week`;
}
