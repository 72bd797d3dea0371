const hour = 60 * 60 * 1_000;

export const presets = [
  { label: "Last hour", ms: hour },
  { label: "Last 24 hours", ms: 24 * hour },
  { label: "Last 7 days", ms: 7 * 24 * hour },
  { label: "Last 30 days", ms: 30 * 24 * hour },
] as const;

/** The moment as a `datetime-local` field wants it, in the browser's zone; empty for none. */
export function toLocalField(iso: string): string {
  if (iso === "") return "";
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What a `datetime-local` field says, in UTC; empty for none. */
export function fromLocalField(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

/** The range in words for a button. */
export function rangeText(from: string, to: string): string {
  const day = (iso: string) =>
    new Date(iso).toLocaleString("en-GB", {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  if (from !== "" && to !== "") return `${day(from)} – ${day(to)}`;
  if (from !== "") return `Since ${day(from)}`;
  return to === "" ? "Any time" : `Before ${day(to)}`;
}
