import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";

/** Takes events of the log, or null where events may have been missed. */
export type OnEntries = (entries: LogEntry[] | null) => void;

/** What is appended to the log of events, for all who wait for it in this process. */
export type EventFeed = {
  /**
   * Passes all that follows to `onEntries`. Resolves once it does, or once the log cannot be followed;
   * it is tried again, and `onEntries` then gets a null. Repeating the call is harmless.
   */
  join: (onEntries: OnEntries) => Promise<void>;
  leave: (onEntries: OnEntries) => Promise<void>;
  /** Returns the cursor of the newest event; undefined while the log is not followed. */
  head: () => string | undefined;
};

/** Milliseconds after which a subscription that failed is renewed. */
const renewMs = 1000;

/**
 * Creates the feed of a process. All share one subscription to the log, which starts with the first
 * and stops with the last.
 */
export function createEventFeed({ bus }: { bus: Pick<Bus, "follow"> }): EventFeed {
  const members = new Set<OnEntries>();
  let subscription: Promise<LogSubscription> | null = null;
  let renewal: NodeJS.Timeout | null = null;
  let head: string | undefined;

  const advance = (cursor = "") => {
    if (head === undefined || cursor > head) head = cursor;
  };
  function onEvents(entries: LogEntry[]): void {
    advance(entries.at(-1)?.cursor);
    for (const onEntries of members) onEntries(entries);
  }
  /** Resolves once events are received, or once that has failed. */
  async function follow(): Promise<void> {
    subscription ??= bus.follow({ onEvents, onWatermark: advance, onError: lose });
    const following = await subscription.catch(lose);
    if (following !== undefined) advance(following.cursor);
  }
  function lose(): undefined {
    subscription = null;
    head = undefined;
    renewal ??= setTimeout(renew, renewMs).unref();
  }
  async function renew(): Promise<void> {
    renewal = null;
    if (members.size === 0) return;
    await follow();
    if (subscription !== null) for (const onEntries of members) onEntries(null);
  }
  return {
    async join(onEntries) {
      members.add(onEntries);
      if (renewal === null) await follow();
    },
    async leave(onEntries) {
      members.delete(onEntries);
      if (members.size > 0) return;
      const last = await subscription?.catch(() => null);
      if (members.size > 0) return;
      subscription = null;
      head = undefined;
      await last?.stop();
    },
    head: () => head,
  };
}
