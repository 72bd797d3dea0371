import { withTimeout } from "../runtime/flow/with-timeout.ts";
import type { Bus, LogEntry } from "./bus.ts";

type Params = {
  bus: Pick<Bus, "follow">;
  cursor: string;
  /** Number of events after which the page ends. */
  limit: number;
  /** Cursor at which the page ends if it holds fewer events. */
  upTo: string;
  timeoutMs: number;
};

/**
 * Reads a page of the log from the bus: about `limit` events after `cursor`, or those up to `upTo`.
 * Returns undefined when the log does not know the cursor; rejects after `timeoutMs`. The bus has
 * no way to slow down a follower, so each page is followed for and stopped.
 */
export async function readPage({
  bus,
  cursor,
  limit,
  upTo,
  timeoutMs,
}: Params): Promise<LogEntry[] | undefined> {
  const page: LogEntry[] = [];
  const end = Promise.withResolvers<void>();
  const following = await bus.follow({
    cursor,
    onEvents(entries) {
      for (const entry of entries) page.push(entry);
      if (page.length >= limit || (page.at(-1)?.cursor ?? "") >= upTo) end.resolve();
    },
    onWatermark(cursor) {
      if (cursor >= upTo) end.resolve();
    },
    onError: end.reject,
  });
  try {
    if (following.mode !== "replayed") return undefined;
    await withTimeout(end.promise, timeoutMs, () => {
      throw new Error(`The bus gave no page within ${timeoutMs} ms`);
    });
    return page;
  } finally {
    await following.stop();
  }
}
