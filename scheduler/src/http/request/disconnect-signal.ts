import type { Context } from "../context.ts";

/** Event of the Koa app: the server stops, so open streams end. */
export const stopping = "stopping";

/** Returns a signal that aborts when the caller disconnects; aborted where the caller has gone. */
export function disconnectSignal(ctx: Context): AbortSignal {
  const abort = new AbortController();
  onClosed(ctx, () => abort.abort());
  return abort.signal;
}

/** Returns a signal that aborts when the server stops; for as long as the reply is open. */
export function stopSignal(ctx: Context): AbortSignal {
  const abort = new AbortController();
  const end = () => abort.abort();
  ctx.app.once(stopping, end);
  onClosed(ctx, () => ctx.app.off(stopping, end));
  return abort.signal;
}

/** Listeners that a reply has at most: a stream has a dozen, a few more than Node expects. */
const maxListeners = 20;

/** Calls `end` once the reply is closed; at once where it was closed before. */
function onClosed({ res }: Context, end: () => void): void {
  res.setMaxListeners(maxListeners);
  if (res.closed) end();
  else res.once("close", end);
}
