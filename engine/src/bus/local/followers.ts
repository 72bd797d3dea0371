import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { LogEntry } from "../bus.ts";
import { formatCursor } from "./cursor.ts";
import type { EventLog } from "./event-log.ts";

/** A subscription to the log. `at` is the number of the event delivered last. */
type Follower = {
  at: number;
  reading: boolean;
  onEvents: (entries: LogEntry[]) => void;
  onError: (error: Error) => void;
};

export type Followers = {
  /** Starts a subscription after event number `at`; returns how to stop it. */
  add: (params: Pick<Follower, "at" | "onEvents" | "onError">) => () => void;
  /** Delivers what was just appended behind event number `after`. */
  deliver: (params: { after: number; events: FormworkEvent[] }) => void;
  clear: () => void;
};

const eventsPerPage = 256;

/**
 * Keeps the subscriptions of a log. A follower is a position and nothing more: when it stands right
 * before what was just appended it gets that, and otherwise it reads on from the disk, page by
 * page. So no event is missed or repeated between replay and live, and a follower that lags costs
 * no memory.
 */
export function createFollowers({ log }: { log: EventLog }): Followers {
  const followers = new Set<Follower>();

  function deliverTo(follower: Follower, entries: LogEntry[]) {
    follower.at += entries.length;
    try {
      follower.onEvents(entries);
    } catch (error) {
      end(follower, error);
    }
  }
  function entriesOf(after: number, events: FormworkEvent[]): LogEntry[] {
    return events.map((event, index) => ({
      cursor: formatCursor({ log: log.id, offset: after + 1 + index }),
      event,
    }));
  }
  async function readOn(follower: Follower) {
    follower.reading = true;
    await turn();
    while (followers.has(follower) && follower.at < log.end()) {
      const { at } = follower;
      deliverTo(follower, entriesOf(at, log.read({ after: at, limit: eventsPerPage })));
      await turn();
    }
    follower.reading = false;
  }
  /** Ends a subscription that threw: delivery could not go on without a gap. */
  function end(follower: Follower, error: unknown) {
    followers.delete(follower);
    queueMicrotask(() =>
      follower.onError(error instanceof Error ? error : new Error(String(error))),
    );
  }
  function startReading(follower: Follower) {
    readOn(follower).catch((error) => end(follower, error));
  }
  return {
    add(params) {
      const follower = { ...params, reading: false };
      followers.add(follower);
      if (follower.at < log.end()) startReading(follower);
      return () => void followers.delete(follower);
    },
    deliver({ after, events }) {
      if (followers.size === 0) return;
      const entries = entriesOf(after, events);
      for (const follower of followers) {
        if (follower.reading) continue;
        if (follower.at === after) deliverTo(follower, entries);
        else startReading(follower);
      }
    },
    clear: () => followers.clear(),
  };
}

/** Lets the event loop do everything else that waits. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
