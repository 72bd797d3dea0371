import type { Coverage } from "./coverage.ts";
import type { Entry } from "./entry.ts";
import type { Ring } from "./ring.ts";

type Deps = {
  coverage: Coverage;
  /** Where live events arrive, whoever is replaying. */
  ring: () => Ring<Entry>;
  /**
   * The next events after a cursor that the ring has lost; none when there are none before the
   * ring's tail.
   */
  readOlder: (cursor: string) => Promise<Entry[]>;
  eventsPerPage: number;
  send: (entry: Entry) => void;
  /** Resolves when the socket can take another page. */
  drained: () => Promise<void>;
  isOpen: () => boolean;
  /**
   * Called in the same turn in which the last event is sent: from then on the socket is fed live.
   */
  onLive: () => void;
};

/**
 * Sends a socket what it missed until it stands at the head of the log. The ring goes on filling
 * meanwhile and is read to its end, so that nothing is missed or repeated where replay and live
 * meet; the pace is the socket's own, so that a long replay takes no memory.
 */
export async function replay({
  coverage,
  ring,
  readOlder,
  eventsPerPage,
  send,
  drained,
  isOpen,
  onLive,
}: Deps): Promise<void> {
  while (isOpen() && coverage.at() < ring().head()) {
    const cursor = coverage.at();
    const tail = ring().tail();
    const page = ring().after({ cursor, most: eventsPerPage }) ?? (await readOlder(cursor));
    // Another subscription may have gone further back while the page was read.
    if (coverage.at() !== cursor) continue;
    for (const entry of page) if (coverage.pass(entry)) send(entry);
    if (page.length === 0) coverage.skipTo(tail);
    await drained();
  }
  onLive();
}
