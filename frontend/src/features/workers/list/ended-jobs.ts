import type { JobEvent } from "@formwork/contracts/events/events";

/** Jobs that are remembered: heartbeats of all workers name newer ones soon. */
const maxRemembered = 2_000;

/**
 * Returns which jobs do not run any more after some events. One that has started again is taken out.
 * The oldest are forgotten first; where nothing changes, the same set is returned.
 */
export function applyToEnded(
  ended: ReadonlySet<string>,
  events: readonly Pick<JobEvent, "type" | "subject" | "data">[],
): ReadonlySet<string> {
  const changes = events.filter(({ type }) => type !== "job.progressed");
  if (changes.length === 0) return ended;
  const next = new Set(ended);
  for (const { subject, data } of changes) {
    next.delete(subject);
    if (data.state !== "running") next.add(subject);
  }
  return new Set([...next].slice(-maxRemembered));
}
