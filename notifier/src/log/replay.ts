import type { DeliveryCursor } from "./delivery-cursor.ts";
import type { OutgoingEvent } from "./outgoing-event.ts";
import type { RecentEvents } from "./recent-events.ts";

type Deps = {
  delivery: DeliveryCursor;
  /** Live events are appended here while the replay runs. */
  recent: () => RecentEvents<OutgoingEvent>;
  /**
   * Reads the next events after a cursor that `recent` no longer holds. Resolves with none when
   * there are none before its tail.
   */
  readOlder: (cursor: string) => Promise<OutgoingEvent[]>;
  eventsPerPage: number;
  send: (event: OutgoingEvent) => void;
  /** Resolves when the socket can take another page. */
  drained: () => Promise<void>;
  isOpen: () => boolean;
  /** Called in the same turn in which the last event is sent. From then on events are sent live. */
  onLive: () => void;
};

/**
 * Sends a socket the events after its delivery cursor, up to the head of the log. Live events go to
 * `recent` meanwhile, which is read to its end, so that none is missed or sent twice where replay
 * and live events meet. Each page waits for the socket, so a long replay takes little memory.
 */
export async function replay({
  delivery,
  recent,
  readOlder,
  eventsPerPage,
  send,
  drained,
  isOpen,
  onLive,
}: Deps): Promise<void> {
  while (isOpen() && delivery.position() < recent().head()) {
    const cursor = delivery.position();
    const tail = recent().tail();
    const page = recent().after({ cursor, limit: eventsPerPage }) ?? (await readOlder(cursor));
    // A subscription from an earlier cursor may have moved the position while the page was read.
    if (delivery.position() !== cursor) continue;
    for (const event of page) if (delivery.advance(event)) send(event);
    if (page.length === 0) delivery.skipTo(tail);
    await drained();
  }
  onLive();
}
