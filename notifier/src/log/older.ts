import type { Bus, LogEntry } from "@formwork/engine/bus/bus";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";

type Params = {
  bus: Bus;
  cursor: string;
  /** How many events make a page. */
  most: number;
  /** The place at which to end, if there are fewer. */
  upTo: string;
  withinMs: number;
};

/**
 * Reads a page of the log from the bus: about `most` events after `cursor`, or those up to `upTo`;
 * undefined when the log does not know the cursor. A bus cannot be slowed down while it is
 * followed, so it is followed for one page at a time.
 */
export async function readOlder({
  bus,
  cursor,
  most,
  upTo,
  withinMs,
}: Params): Promise<LogEntry[] | undefined> {
  const page: LogEntry[] = [];
  const end = Promise.withResolvers<void>();
  const following = await bus.follow({
    cursor,
    onEvents(entries) {
      for (const entry of entries) page.push(entry);
      if (page.length >= most || (page.at(-1)?.cursor ?? "") >= upTo) end.resolve();
    },
    onWatermark(cursor) {
      if (cursor >= upTo) end.resolve();
    },
    onError: end.reject,
  });
  try {
    if (following.mode !== "replayed") return undefined;
    await withTimeout(end.promise, withinMs, () => {
      throw new Error(`The bus gave no page within ${withinMs} ms`);
    });
    return page;
  } finally {
    await following.stop();
  }
}
