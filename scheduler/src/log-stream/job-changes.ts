import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { EventFeed, OnEntries } from "../event-stream/event-feed.ts";

/** Takes an event of a job, or null where events may have been missed. */
type OnChange = (event: JobEvent | null) => void;

export type JobChanges = {
  /** Calls `onChange` after each event of the job. Repeating the call is harmless. */
  subscribe: (jobId: string, onChange: OnChange) => Promise<void>;
  unsubscribe: (jobId: string, onChange: OnChange) => Promise<void>;
};

/** Makes the source of job changes for all who wait for one in this process. */
export function createJobChanges({ feed }: { feed: EventFeed }): JobChanges {
  const listeners = new Map<string, Set<OnChange>>();

  const onEntries: OnEntries = (entries) => {
    if (entries === null)
      return listeners.forEach((ofJob) => {
        for (const onChange of ofJob) onChange(null);
      });
    for (const { event } of entries)
      if (isJobEvent(event))
        for (const onChange of listeners.get(event.subject) ?? []) onChange(event);
  };
  return {
    async subscribe(jobId, onChange) {
      listeners.set(jobId, (listeners.get(jobId) ?? new Set()).add(onChange));
      await feed.join(onEntries);
    },
    async unsubscribe(jobId, onChange) {
      const ofJob = listeners.get(jobId);
      ofJob?.delete(onChange);
      if (ofJob?.size === 0) listeners.delete(jobId);
      if (listeners.size === 0) await feed.leave(onEntries);
    },
  };
}
