import type { OutgoingEvent } from "./outgoing-event.ts";

type Located = Pick<OutgoingEvent, "cursor" | "rooms">;
/** Of a room's events after `from`, those up to `sentTo` are sent and the later ones are due. */
type Subscription = { from: string; sentTo: string };

/**
 * Decides which events of the log one socket is still to be sent. It holds a position in the log,
 * up to which every event is handled, and a subscription for each room. Joining a room from an
 * earlier cursor moves the position back; the subscriptions then record what was sent before. So
 * each event is sent once and in order, however rooms and subscriptions overlap.
 */
export type DeliveryCursor = {
  /** Returns the cursor up to which every event is handled. */
  position: () => string;
  /** Moves forward over events that do not concern the socket. An earlier cursor is ignored. */
  skipTo: (cursor: string) => void;
  /** Joins rooms, whose events after `from` are due. A room joined already starts again there. */
  join: (params: { rooms: string[]; from: string }) => void;
  leave: (rooms: string[]) => void;
  rooms: () => string[];
  isIn: (room: string) => boolean;
  /** Moves past the next event of the log. Returns true when it is due. */
  advance: (event: Located) => boolean;
};

/** Creates the cursor of a socket that is in no room yet. */
export function createDeliveryCursor(start: string): DeliveryCursor {
  const subscriptions = new Map<string, Subscription>();
  let position = start;

  function moveBackTo(cursor: string) {
    for (const subscription of subscriptions.values())
      subscription.sentTo = later(subscription.sentTo, position);
    position = cursor;
  }
  function isDue({ cursor, rooms }: Located): boolean {
    let due = false;
    for (const room of rooms) {
      const subscription = subscriptions.get(room);
      if (subscription === undefined) continue;
      const { from, sentTo } = subscription;
      if (from < cursor && cursor <= sentTo) return false;
      due ||= sentTo < cursor;
    }
    return due;
  }
  return {
    position: () => position,
    skipTo(cursor) {
      position = later(position, cursor);
    },
    join({ rooms, from }) {
      if (from < position) moveBackTo(from);
      for (const room of rooms) subscriptions.set(room, { from, sentTo: from });
    },
    leave(rooms) {
      for (const room of rooms) subscriptions.delete(room);
    },
    rooms: () => [...subscriptions.keys()],
    isIn: (room) => subscriptions.has(room),
    advance(event) {
      if (event.cursor <= position) return false;
      position = event.cursor;
      return isDue(event);
    },
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
