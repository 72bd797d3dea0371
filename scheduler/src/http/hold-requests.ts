import { fail } from "@formwork/engine/errors";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import type { Middleware } from "./context.ts";

/** Milliseconds that a request waits for the start: as long as a call waits for its database. */
const maxHoldMs = 2000;

/**
 * Holds calls of the API until the scheduler has started, and refuses them where that takes longer.
 * Probes, metrics and documents are answered at once.
 */
export function holdRequests(started: Promise<void>, ms = maxHoldMs): Middleware {
  let isStarted = false;
  void started.then(() => {
    isStarted = true;
  });
  return async function holdRequest(ctx, next) {
    if (!isStarted && ctx.path.startsWith("/api/"))
      await withTimeout(started, ms, () =>
        fail("unavailable", "This scheduler has not started yet; try again in a moment"),
      );
    await next();
  };
}
