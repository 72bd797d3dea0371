import type { JobEvent } from "@formwork/contracts/events/events";
import { formatDateTime } from "../../../lib/time/time.ts";

/**
 * Describes what a person changed of a job while it waited: "Due time and priority changed". Returns
 * null where the event after `before` tells of something else.
 */
export function describeChange(
  event: JobEvent,
  before: JobEvent | undefined,
): { title: string; detail: string } | null {
  if (event.actor === undefined || before === undefined || !waits(event) || !waits(before))
    return null;
  const [then, now] = [before.data, event.data];
  const changes = [
    { name: "due time", is: formatDateTime(now.runAt), was: formatDateTime(then.runAt) },
    { name: "priority", is: String(now.priority), was: String(then.priority) },
    { name: "queue", is: now.queue, was: then.queue },
    { name: "tags", is: now.tags.join(", "), was: then.tags.join(", ") },
  ].filter(({ is, was }) => is !== was);
  if (changes.length === 0) return null;
  const names = new Intl.ListFormat("en").format(changes.map(({ name }) => name));
  return {
    title: `${names.charAt(0).toUpperCase()}${names.slice(1)} changed`,
    detail: changes.map(({ name, is }) => `${name}: ${is || "none"}`).join(" · "),
  };
}

function waits({ data: { state } }: JobEvent): boolean {
  return state === "scheduled" || state === "queued";
}
