import type { Entry } from "./entry.ts";

type Placed = Pick<Entry, "cursor" | "rooms">;
/** Of a room's events, those after `from` and up to `sentTo` are sent; the later ones are due. */
type Stretch = { from: string; sentTo: string };

/**
 * What one socket has been sent. It is a place in the log, up to which everything is done, and the
 * rooms it is in; a subscription from further back moves the place back, and each room remembers
 * what it had already. So each event goes out once, in order, whichever rooms it is in and however
 * subscriptions overlap.
 */
export type Coverage = {
  /** Everything up to this cursor is done. */
  at: () => string;
  /** Nothing between the place and this cursor concerns the socket. */
  skipTo: (cursor: string) => void;
  /**
   * Enters rooms, whose events after `from` are to be sent. A room it is in already starts anew.
   */
  join: (params: { rooms: string[]; from: string }) => void;
  leave: (rooms: string[]) => void;
  rooms: () => string[];
  isIn: (room: string) => boolean;
  /** Passes the next event of the log; true when it is to be sent. */
  pass: (entry: Placed) => boolean;
};

/** The coverage of a fresh socket, in no room yet. */
export function createCoverage(start: string): Coverage {
  const stretches = new Map<string, Stretch>();
  let at = start;

  function goBackTo(cursor: string) {
    for (const stretch of stretches.values()) stretch.sentTo = later(stretch.sentTo, at);
    at = cursor;
  }
  function isDue({ cursor, rooms }: Placed): boolean {
    const joined = rooms.flatMap((room) => stretches.get(room) ?? []);
    const sent = joined.some(({ from, sentTo }) => from < cursor && cursor <= sentTo);
    return !sent && joined.some(({ sentTo }) => sentTo < cursor);
  }
  return {
    at: () => at,
    skipTo(cursor) {
      at = later(at, cursor);
    },
    join({ rooms, from }) {
      if (from < at) goBackTo(from);
      for (const room of rooms) stretches.set(room, { from, sentTo: from });
    },
    leave(rooms) {
      for (const room of rooms) stretches.delete(room);
    },
    rooms: () => [...stretches.keys()],
    isIn: (room) => stretches.has(room),
    pass(entry) {
      if (entry.cursor <= at) return false;
      at = entry.cursor;
      return isDue(entry);
    },
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
