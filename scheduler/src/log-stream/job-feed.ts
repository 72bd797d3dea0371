import { isJobEvent } from "@formwork/contracts/events/events";
import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";

export type JobFeed = {
  /**
   * Calls `onChange` after each event of the job. Calling it again is harmless, and takes up a log
   * that was lost.
   */
  listen: (jobId: string, onChange: () => void) => Promise<void>;
  leave: (jobId: string, onChange: () => void) => Promise<void>;
};

/**
 * One reader of the event log for all streams of this process: starts with the first, stops with
 * the last.
 */
export function createJobFeed({ bus }: { bus: Bus }): JobFeed {
  const listeners = new Map<string, Set<() => void>>();
  let following: Promise<LogSubscription> | null = null;

  function onEvents(entries: LogEntry[]): void {
    for (const { event } of entries)
      if (isJobEvent(event)) for (const tell of listeners.get(event.subject) ?? []) tell();
  }
  const forget = () => {
    following = null;
  };
  return {
    async listen(jobId, onChange) {
      listeners.set(jobId, (listeners.get(jobId) ?? new Set()).add(onChange));
      following ??= bus.follow({ onEvents, onError: forget });
      // With the broker away, streams live on what they look up at every heartbeat.
      await following.catch(forget);
    },
    async leave(jobId, onChange) {
      const set = listeners.get(jobId);
      set?.delete(onChange);
      if (set?.size === 0) listeners.delete(jobId);
      if (listeners.size > 0) return;
      const last = await following?.catch(() => null);
      if (listeners.size > 0) return;
      forget();
      await last?.stop();
    },
  };
}
