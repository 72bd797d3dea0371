import type { FormworkEvent } from "@formwork/contracts/event";
import type { LogEntry } from "../bus.ts";
import { cursorAt } from "./cursor.ts";
import type { EventLog } from "./event-log.ts";

type Follower = {
  at: number;
  reading: boolean;
  onEvents: (entries: LogEntry[]) => void;
  onError: (error: Error) => void;
};

export type Followers = {
  /** Follows from after event number `after`; answers how to stop. */
  add: (params: Pick<Follower, "at" | "onEvents" | "onError">) => () => void;
  /** Hands on what was just appended behind event number `after`. */
  deliver: (params: { after: number; events: FormworkEvent[] }) => void;
  clear: () => void;
};

const eventsPerPage = 256;

/**
 * Everybody who follows the log. A follower is a place in it and nothing more: it gets what was
 * just appended when it stands right before it, and otherwise reads on from the disk, page by page.
 * So nothing can be missed or repeated between replay and live, and a follower that is behind costs
 * no memory.
 */
export function createFollowers({ log }: { log: EventLog }): Followers {
  const followers = new Set<Follower>();

  function hand(follower: Follower, events: FormworkEvent[]) {
    const first = follower.at + 1;
    follower.at += events.length;
    try {
      follower.onEvents(
        events.map((event, index) => ({
          cursor: cursorAt({ log: log.id, offset: first + index }),
          event,
        })),
      );
    } catch (error) {
      lose(follower, error);
    }
  }
  async function readOn(follower: Follower) {
    follower.reading = true;
    await turn();
    while (followers.has(follower) && follower.at < log.end()) {
      hand(follower, log.read({ after: follower.at, most: eventsPerPage }));
      await turn();
    }
    follower.reading = false;
  }
  /** Going on would leave a hole in what it sees, and the others have to get theirs. */
  function lose(follower: Follower, error: unknown) {
    followers.delete(follower);
    queueMicrotask(() =>
      follower.onError(error instanceof Error ? error : new Error(String(error))),
    );
  }
  function startReading(follower: Follower) {
    readOn(follower).catch((error) => lose(follower, error));
  }
  return {
    add(place) {
      const follower = { ...place, reading: false };
      followers.add(follower);
      if (follower.at < log.end()) startReading(follower);
      return () => void followers.delete(follower);
    },
    deliver({ after, events }) {
      for (const follower of followers) {
        if (follower.reading) continue;
        if (follower.at === after) hand(follower, events);
        else startReading(follower);
      }
    },
    clear: () => followers.clear(),
  };
}

/** Lets everything else of the event loop have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
