/** Says how many jobs of this week failed with an error; `undefined` while that is not known. */
export function seenText(times: number | undefined): string {
  if (times === undefined || times === 0) return "Jobs with this error";
  if (times === 1) return "Seen once this week";
  return `Seen ${times.toLocaleString("en")} times this week`;
}
