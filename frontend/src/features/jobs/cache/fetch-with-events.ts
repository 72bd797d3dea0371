import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { LiveConnection } from "../../../lib/live/live-connection.ts";

/**
 * Runs a fetch, and returns its reply together with the job events that were pushed meanwhile: the
 * reply may be older than they are. There are none when more were pushed than the page keeps.
 */
export async function fetchWithEvents<T>(
  live: Pick<LiveConnection, "position" | "eventsSince">,
  fetchReply: () => Promise<T>,
): Promise<{ reply: T; events: JobEvent[] }> {
  const position = live.position();
  const reply = await fetchReply();
  return { reply, events: (live.eventsSince(position) ?? []).filter(isJobEvent) };
}
