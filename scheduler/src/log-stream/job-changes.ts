import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";

/** Takes an event of a job, or null where events may have been missed. */
type OnChange = (event: JobEvent | null) => void;

export type JobChanges = {
  /** Calls `onChange` after each event of the job. Repeating the call is harmless. */
  subscribe: (jobId: string, onChange: OnChange) => Promise<void>;
  unsubscribe: (jobId: string, onChange: OnChange) => Promise<void>;
};

/** Milliseconds after which a subscription that failed is renewed. */
const renewMs = 1000;

/**
 * Makes the source of job changes for all who wait for one in this process. They share one
 * subscription to the event log, which starts with the first and stops with the last, and is renewed
 * while the broker is away.
 */
export function createJobChanges({ bus }: { bus: Bus }): JobChanges {
  const listeners = new Map<string, Set<OnChange>>();
  let subscription: Promise<LogSubscription> | null = null;
  let renewal: NodeJS.Timeout | null = null;

  function onEvents(entries: LogEntry[]): void {
    for (const { event } of entries)
      if (isJobEvent(event))
        for (const onChange of listeners.get(event.subject) ?? []) onChange(event);
  }
  /** Resolves once events are received, or once that has failed. */
  async function follow(): Promise<void> {
    subscription ??= bus.follow({ onEvents, onError: lose });
    await subscription.catch(lose);
  }
  function lose(): void {
    subscription = null;
    renewal ??= setTimeout(renew, renewMs).unref();
  }
  async function renew(): Promise<void> {
    renewal = null;
    if (listeners.size === 0) return;
    await follow();
    if (subscription === null) return;
    for (const ofJob of listeners.values()) for (const onChange of ofJob) onChange(null);
  }
  return {
    async subscribe(jobId, onChange) {
      listeners.set(jobId, (listeners.get(jobId) ?? new Set()).add(onChange));
      if (renewal === null) await follow();
    },
    async unsubscribe(jobId, onChange) {
      const ofJob = listeners.get(jobId);
      ofJob?.delete(onChange);
      if (ofJob?.size === 0) listeners.delete(jobId);
      if (listeners.size > 0) return;
      const last = await subscription?.catch(() => null);
      if (listeners.size > 0) return;
      subscription = null;
      await last?.stop();
    },
  };
}
