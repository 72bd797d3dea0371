import { traceFieldsOf } from "@formwork/contracts/events/trace-context";
import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { every } from "@formwork/engine/runtime/loop";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";

type Deps = {
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  /** Events that may wait in memory. Beyond them the follower pauses until they are dispatched. */
  maxWaiting: number;
  /** Called when following starts after the cursor `start`, with a possible gap before it. */
  onStart: (start: string) => void;
  /** Takes the next event. Returns the number of sockets that it was queued for. */
  onEntry: (entry: LogEntry) => number;
};

export type LogFollower = {
  start: () => Promise<void>;
  stop: () => Promise<void>;
  isFollowing: () => boolean;
};

/** What is dispatched before other work of the process has its turn. */
const maxPerTurn = { events: 250, packets: 10_000 };
const retryMs = 1000;

/**
 * Creates the follower of the event log that feeds all sockets. After a loss it resumes from the
 * last event it received. When events arrive faster than they are dispatched, it stops following
 * for a while: the bus keeps them.
 */
export function createLogFollower({
  bus,
  telemetry,
  clock,
  maxWaiting,
  onStart,
  onEntry,
}: Deps): LogFollower {
  const loop = every({ name: "feed", ms: retryMs, step: tryToFollow, telemetry, clock });
  let following: LogSubscription | undefined;
  let waiting: LogEntry[] = [];
  let newest: string | undefined;
  let isDispatching = false;
  let isPausing = false;

  /** A bus that is not available reports that itself. */
  async function tryToFollow() {
    try {
      await resume();
    } catch (error) {
      if (bus.health().ok) throw error;
      telemetry.log.debug("feed.unavailable", { error: String(error) });
    }
  }
  async function resume() {
    if (following !== undefined || waiting.length > 0) return;
    const next = await bus.follow({ cursor: newest, onEvents: receive, onError });
    if (newest === undefined || next.mode !== "replayed") onStart(next.cursor);
    newest = waiting.at(-1)?.cursor ?? next.cursor;
    following = next;
    dispatch();
  }
  function receive(entries: LogEntry[]) {
    for (const entry of entries) waiting.push(entry);
    newest = waiting.at(-1)?.cursor ?? newest;
    if (waiting.length > maxWaiting) void pause();
    if (following !== undefined && !isDispatching) dispatch();
  }
  async function pause() {
    if (isPausing || following === undefined) return;
    isPausing = true;
    await following.stop();
    following = undefined;
    isPausing = false;
    if (!isDispatching) loop.wake();
  }
  function onError(error: Error) {
    telemetry.log.warn("feed.lost", { error: String(error) });
    following = undefined;
    loop.wake();
  }
  /** Dispatches a limited part of what waits, and the rest in later turns of the event loop. */
  function dispatch() {
    let [packets, taken] = [0, 0];
    while (packets < maxPerTurn.packets && taken < Math.min(maxPerTurn.events, waiting.length))
      packets += 1 + dispatchOne(waiting[taken++]);
    waiting.splice(0, taken);
    isDispatching = waiting.length > 0;
    if (isDispatching) setImmediate(dispatch);
    else if (following === undefined) loop.wake();
  }
  /** Skips an event that throws, so that it does not block those behind it. */
  function dispatchOne(entry: LogEntry | undefined): number {
    try {
      return entry === undefined ? 0 : onEntry(entry);
    } catch (error) {
      telemetry.log.error("event.unreadable", {
        ...{ cursor: entry?.cursor, error: String(error) },
        ...traceFieldsOf(entry?.event ?? {}),
      });
      return 0;
    }
  }
  return {
    async start() {
      // The loop tries again at once, and reports what fails.
      await tryToFollow().catch(() => undefined);
      loop.start();
    },
    async stop() {
      await loop.stop();
      await following?.stop();
      following = undefined;
      waiting = [];
    },
    isFollowing: () => following !== undefined || isDispatching,
  };
}
