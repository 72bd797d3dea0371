import type { Context } from "../context.ts";

/** Event of the Koa app: the server stops, and open streams end. */
export const stopping = "stopping";

/** Aborted when the caller has gone, or when the server stops. */
export function disconnectSignal(ctx: Context): AbortSignal {
  const abort = new AbortController();
  const end = () => abort.abort();
  ctx.app.once(stopping, end);
  ctx.res.once("close", () => {
    ctx.app.off(stopping, end);
    end();
  });
  return abort.signal;
}
