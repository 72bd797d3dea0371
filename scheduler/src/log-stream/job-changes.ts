import { isJobEvent } from "@formwork/contracts/events/events";
import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";

export type JobChanges = {
  /**
   * Calls `onChange` after each event of the job. Repeating the call is harmless, and renews a
   * subscription to the bus that has failed.
   */
  subscribe: (jobId: string, onChange: () => void) => Promise<void>;
  unsubscribe: (jobId: string, onChange: () => void) => Promise<void>;
};

/**
 * Makes the source of job changes for all streams of this process. They share one subscription to
 * the event log, which starts with the first and stops with the last.
 */
export function createJobChanges({ bus }: { bus: Bus }): JobChanges {
  const listeners = new Map<string, Set<() => void>>();
  let subscription: Promise<LogSubscription> | null = null;

  function onEvents(entries: LogEntry[]): void {
    for (const { event } of entries)
      if (isJobEvent(event)) for (const onChange of listeners.get(event.subject) ?? []) onChange();
  }
  const reset = () => {
    subscription = null;
  };
  return {
    async subscribe(jobId, onChange) {
      listeners.set(jobId, (listeners.get(jobId) ?? new Set()).add(onChange));
      subscription ??= bus.follow({ onEvents, onError: reset });
      // Without the broker, streams read the store at every heartbeat.
      await subscription.catch(reset);
    },
    async unsubscribe(jobId, onChange) {
      const ofJob = listeners.get(jobId);
      ofJob?.delete(onChange);
      if (ofJob?.size === 0) listeners.delete(jobId);
      if (listeners.size > 0) return;
      const last = await subscription?.catch(() => null);
      if (listeners.size > 0) return;
      reset();
      await last?.stop();
    },
  };
}
