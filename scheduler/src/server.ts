import { once } from "node:events";
import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type Koa from "koa";
import type { State } from "./http/context.ts";
import { stopping } from "./http/gone-signal.ts";

export type HttpServer = {
  /** For what shares the port: the socket gateway. */
  server: Server;
  start: () => Promise<{ url: string; port: number }>;
  /** Takes no new requests, lets those under way end, closes what is left after `graceMs`. */
  stop: () => Promise<void>;
};
export type ServerDeps = { app: Koa<State>; host: string; port: number; telemetry: Telemetry; graceMs?: number };

/** Long enough for 32 MB over a slow line; a header that trickles in is cut off sooner (T12). */
const timeouts = { requestTimeout: 60_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 };

/** Makes the server of an app. */
export function createServer({ app, host, port, telemetry, graceMs = 5000 }: ServerDeps): HttpServer {
  const server = createHttpServer(timeouts, app.callback());
  return {
    server,
    async start() {
      await listen(server, host, port);
      // A server that listens on a port has an AddressInfo.
      const bound = (server.address() as AddressInfo).port;
      const url = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
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

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} on ${host} is taken. Set FORMWORK_PORT to another one, or to 0 for any that is free.`, {
        cause: error,
      });
    if (code === "EACCES")
      throw new Error(`This user may not listen on port ${port}. Set FORMWORK_PORT to one above 1023.`, { cause: error });
    throw error;
  }
}
