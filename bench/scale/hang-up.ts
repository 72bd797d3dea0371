import { setTimeout as pause } from "node:timers/promises";
import { untilIdle } from "./process-usage.ts";
import type { HangUp } from "./scale-result.ts";
import type { Server } from "./start-server.ts";

const searches = 4;
/** A search that runs on uses a whole processor; the background loops use a few hundredths. */
const idle = { share: 0.25, windowMs: 50, limitMs: 10_000 };

/**
 * Starts some text searches at once and disconnects their callers when a fifth of one search's time
 * has passed. Measures how soon the process falls back to rest; run to their end, the searches
 * would take four times as long as one.
 */
export async function hangUp({ client, pid }: Server, searchMs: number): Promise<HangUp> {
  await untilIdle({ pid, ...idle });
  const caller = new AbortController();
  const { signal } = caller;
  const query = { q: "matches-nothing" };
  const gone = Promise.allSettled(
    Array.from({ length: searches }, () => client.call("jobs.list", { query, signal })),
  );
  await pause(searchMs / 5);
  caller.abort();
  const ended_ms = await untilIdle({ pid, ...idle });
  await gone;
  return { searches, search_ms: searchMs, ended_ms };
}
