import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { every } from "@formwork/engine/runtime/loop";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";

type Deps = {
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  /** Events that may wait in memory; beyond them the bus is left alone until they are handed on. */
  most: number;
  /**
   * A stretch of the log begins after the cursor `start`: what went before does not join on to it.
   */
  onStart: (start: string) => void;
  /** The next event; answers to how many sockets it went. */
  onEntry: (entry: LogEntry) => number;
};

export type Feed = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  isFollowing: () => boolean;
};

/** What is handed on before the rest of the process has its turn. */
const perTurn = { events: 250, packets: 10_000 };
const retryMs = 1000;

/**
 * The one follow of the bus that feeds every socket. After a loss it goes on where it stood. When
 * events come faster than they can be handed on, it pauses: the log keeps what it does not take.
 */
export function createFeed({ bus, telemetry, clock, most, onStart, onEntry }: Deps): Feed {
  const loop = every({ name: "feed", ms: retryMs, step: tryToFollow, telemetry, clock });
  let following: LogSubscription | undefined;
  let waiting: LogEntry[] = [];
  let newest: string | undefined;
  let handing = false;
  let pausing = false;

  /** A bus that is away tells so itself, and when it is back. */
  async function tryToFollow() {
    try {
      await followOn();
    } catch (error) {
      if (bus.health().ok) throw error;
      telemetry.log.debug("feed.unavailable", { error: String(error) });
    }
  }
  async function followOn() {
    if (following !== undefined || waiting.length > 0) return;
    const next = await bus.follow({ cursor: newest, onEvents: take, onError: lose });
    if (newest === undefined || next.mode !== "replayed") onStart(next.cursor);
    newest = waiting.at(-1)?.cursor ?? next.cursor;
    following = next;
    handOn();
  }
  function take(entries: LogEntry[]) {
    for (const entry of entries) waiting.push(entry);
    newest = waiting.at(-1)?.cursor ?? newest;
    if (waiting.length > most) void pause();
    if (following !== undefined && !handing) handOn();
  }
  async function pause() {
    if (pausing || following === undefined) return;
    pausing = true;
    await following.stop();
    following = undefined;
    pausing = false;
    if (!handing) loop.wake();
  }
  function lose(error: Error) {
    telemetry.log.warn("feed.lost", { error: String(error) });
    following = undefined;
    loop.wake();
  }
  /** A slice per turn of the event loop, however many events come at once. */
  function handOn() {
    let [packets, taken] = [0, 0];
    while (packets < perTurn.packets && taken < Math.min(perTurn.events, waiting.length))
      packets += 1 + handOne(waiting[taken++]);
    waiting.splice(0, taken);
    handing = waiting.length > 0;
    if (handing) setImmediate(handOn);
    else if (following === undefined) loop.wake();
  }
  /** An event that cannot be pushed must not keep back the ones behind it. */
  function handOne(entry: LogEntry | undefined): number {
    try {
      return entry === undefined ? 0 : onEntry(entry);
    } catch (error) {
      telemetry.log.error("event.unreadable", { cursor: entry?.cursor, error: String(error) });
      return 0;
    }
  }
  return {
    async start() {
      await tryToFollow().catch(() => undefined); // the loop tries again at once, and tells
      loop.start();
    },
    async stop() {
      await loop.stop();
      await following?.stop();
      following = undefined;
      waiting = [];
    },
    isFollowing: () => following !== undefined || handing,
  };
}
