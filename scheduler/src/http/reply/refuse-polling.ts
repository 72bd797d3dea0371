import { fail } from "@formwork/engine/errors";
import type { Middleware } from "../context.ts";

/** Answers a client of Socket.IO that begins with HTTP requests, as its default is. */
export const refusePolling: Middleware = async function refusePollingRequest(ctx, next) {
  if (ctx.path !== "/socket.io/") return next();
  return fail(
    "websocket-only",
    'Connect by WebSocket alone: io({ transports: ["websocket"] }), or read GET /api/v1/events',
  );
};
