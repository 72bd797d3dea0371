import type { TimeField } from "@formwork/contracts/job-query";

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

/** What a range bounds, for people. */
export const timeFieldNames: Record<TimeField, string> = {
  createdAt: "Created",
  finishedAt: "Finished",
};

/** Describes a range for a button; an empty end is open. That of creation is not named. */
export function rangeText(from: string, to: string, timeField: TimeField = "createdAt"): string {
  if (from === "" && to === "") return "Any time";
  const text = endsText(from, to);
  return timeField === "createdAt"
    ? text
    : `${timeFieldNames[timeField]} ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function endsText(from: string, to: string): string {
  if (to === "") return `Since ${dayAndTime(from)}`;
  if (from === "") return `Before ${dayAndTime(to)}`;
  const isOneDay = new Date(from).toDateString() === new Date(to).toDateString();
  return `${dayAndTime(from)} – ${isOneDay ? new Date(to).toLocaleTimeString("en-GB", clock) : dayAndTime(to)}`;
}

const clock = { hour: "2-digit", minute: "2-digit" } as const;

function dayAndTime(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", { day: "numeric", month: "short", ...clock });
}
