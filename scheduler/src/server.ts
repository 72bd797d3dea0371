import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import { listen } from "@formwork/engine/runtime/service/listen";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type Koa from "koa";
import type { State } from "./http/context.ts";
import { stopping } from "./http/request/gone-signal.ts";

export type HttpServer = {
  /** For what shares the port: the socket gateway. */
  server: Server;
  start: () => Promise<{ url: string; port: number }>;
  /** Takes no new requests, lets those under way end, closes what is left after `graceMs`. */
  stop: () => Promise<void>;
};
export type ServerDeps = {
  app: Koa<State>;
  host: string;
  port: number;
  telemetry: Telemetry;
  graceMs?: number;
};

/** Long enough for 32 MB over a slow line; a header that trickles in is cut off sooner (T12). */
const timeouts = {
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

/** Makes the server of an app. */
export function createServer({
  app,
  host,
  port,
  telemetry,
  graceMs = 5000,
}: ServerDeps): HttpServer {
  const answer = app.callback();
  const server = createHttpServer(timeouts, (request, response) => {
    // A proxy keeps its connections: one that sends more while we stop is told to take another next
    // time.
    if (!server.listening) response.setHeader("connection", "close");
    void answer(request, response);
  });
  return {
    server,
    async start() {
      const { url, port: bound } = await listen({ server, host, port });
      telemetry.log.info("server.started", { url });
      return { url, port: bound };
    },
    async stop() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      app.emit(stopping);
      // A connection becomes idle when its reply is done, not only now.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
      telemetry.log.info("server.stopped");
    },
  };
}
