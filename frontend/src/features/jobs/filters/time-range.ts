const hourMs = 60 * 60 * 1_000;

/** The ranges offered by name, up to now. */
export const presets = [
  { label: "Last hour", ms: hourMs },
  { label: "Last 24 hours", ms: 24 * hourMs },
  { label: "Last 7 days", ms: 7 * 24 * hourMs },
  { label: "Last 30 days", ms: 30 * 24 * hourMs },
] as const;

/**
 * Converts an ISO time to the value of a `datetime-local` input, in the browser's time zone; empty
 * stays empty.
 */
export function toDateTimeLocal(iso: string): string {
  if (iso === "") return "";
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Converts the value of a `datetime-local` input to an ISO time; empty when it is no time. */
export function fromDateTimeLocal(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

/** Describes a range for a button; an empty end is open. */
export function rangeText(from: string, to: string): string {
  const format = (iso: string) =>
    new Date(iso).toLocaleString("en-GB", {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  if (from !== "" && to !== "") return `${format(from)} – ${format(to)}`;
  if (from !== "") return `Since ${format(from)}`;
  return to === "" ? "Any time" : `Before ${format(to)}`;
}
