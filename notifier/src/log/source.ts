import type { Bus } from "@formwork/engine/bus/bus";
import type { Limits } from "../limits.ts";
import { createEntry, type Entry } from "./entry.ts";
import { readOlder } from "./older.ts";
import { createRing, type Ring } from "./ring.ts";

/** Where a subscription starts. */
type Start = { mode: "live" | "replayed" | "reset"; cursor: string };

/**
 * Everything that sockets are fed from: the recent events in memory, and the bus for what is older.
 */
export type Source = {
  ring: () => Ring<Entry>;
  /** Begins a new stretch of recent events. */
  begin: (start: string) => void;
  /**
   * Where a subscription with this cursor starts; at the head for one without, or with one that
   * nobody knows.
   */
  locate: (cursor: string | undefined) => Promise<Start>;
  /** The next events after a cursor that is older than the ring. */
  readOlder: (cursor: string) => Promise<Entry[]>;
};

/** Makes the source of one gateway. Its ring is empty, and stands nowhere, until it begins. */
export function createSource({ bus, limits }: { bus: Bus; limits: Limits }): Source {
  let ring = createRing<Entry>({ start: "", limit: limits.recentEvents });

  return {
    ring: () => ring,
    begin(start) {
      ring = createRing<Entry>({ start, limit: limits.recentEvents });
    },
    async locate(cursor) {
      if (cursor === undefined) return { mode: "live", cursor: ring.head() };
      if (ring.has(cursor)) return { mode: "replayed", cursor };
      // Older than the ring; or newer, from a notifier that is ahead of this one; or of another
      // log.
      const { mode, stop } = await bus.follow({ cursor, onEvents: () => undefined });
      await stop();
      return mode === "replayed" ? { mode, cursor } : { mode: "reset", cursor: ring.head() };
    },
    async readOlder(cursor) {
      const page = await readOlder({
        bus,
        cursor,
        most: limits.eventsPerPage,
        upTo: ring.tail(),
        withinMs: limits.pageMs,
      });
      if (page === undefined)
        throw new Error("The log has forgotten the events that a replay had come to");
      return page.map(createEntry);
    },
  };
}
