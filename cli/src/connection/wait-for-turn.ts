import { setTimeout as sleep } from "node:timers/promises";
import { retryAtOf } from "@formwork/contracts/client/retry-at";

/** How long a command waits for the server's limits, in all tries of one request together. */
const patienceMs = 60_000;

type Fetch = typeof globalThis.fetch;

/**
 * Makes a `fetch` that repeats a request that was above a limit, when the server says so, and tells
 * the person. A wait of more than a minute is left to whoever runs the command.
 */
export function waitForTurn(fetch: Fetch, tell: (text: string) => void): Fetch {
  return async function fetchInTurn(input, request) {
    const giveUpAt = performance.now() + patienceMs;
    for (;;) {
      const response = await fetch(input, request);
      const waitMs = waitOf(response);
      if (waitMs === null || performance.now() + waitMs > giveUpAt) return response;
      await response.body?.cancel();
      tell(`too many requests: trying again in ${Math.ceil(waitMs / 1000)} s`);
      await sleep(waitMs, undefined, { signal: request?.signal ?? undefined });
    }
  };
}

/** Returns the milliseconds after which to repeat a request; null for one not to be repeated. */
function waitOf({ status, headers }: Response): number | null {
  const at = status === 429 ? retryAtOf(headers, Date.now()) : null;
  return at === null ? null : Math.max(0, at - Date.now());
}
