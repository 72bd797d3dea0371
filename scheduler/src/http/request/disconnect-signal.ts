import type { Context } from "../context.ts";

/** Event of the Koa app: the server stops, so open streams end. */
export const stopping = "stopping";

/** Returns a signal that aborts when the caller disconnects. */
export function disconnectSignal(ctx: Context): AbortSignal {
  const abort = new AbortController();
  ctx.res.once("close", () => abort.abort());
  return abort.signal;
}

/** Returns a signal that aborts when the server stops; for as long as the reply is open. */
export function stopSignal(ctx: Context): AbortSignal {
  const abort = new AbortController();
  const end = () => abort.abort();
  ctx.app.once(stopping, end);
  ctx.res.once("close", () => ctx.app.off(stopping, end));
  return abort.signal;
}
