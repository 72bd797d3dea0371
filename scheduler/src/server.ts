import { once } from "node:events";
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setImmediate as immediate } from "node:timers/promises";
import { listen } from "@formwork/engine/runtime/service/listen";
import { isSocketUpgrade } from "@formwork/engine/runtime/service/socket-upgrades";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type Koa from "koa";
import type { State } from "./http/context.ts";
import { refuseUnreadable } from "./http/reply/refuse-unreadable.ts";
import { stopping } from "./http/request/disconnect-signal.ts";

export type HttpServer = {
  /** The server itself, for the socket gateway on the same port. */
  server: Server;
  start: () => Promise<{ url: string; port: number }>;
  /** Accepts no new requests, lets open ones end, and closes connections after `graceMs`. */
  stop: () => Promise<void>;
};
export type ServerDeps = {
  app: Koa<State>;
  host: string;
  port: number;
  telemetry: Telemetry;
  /** Milliseconds that open requests have to end; 10,000 by default. */
  graceMs?: number;
};

/** A request has time for 32 MB over a slow line; a header that trickles in is cut off sooner. */
const timeouts = {
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};
/** Without a socket gateway on this port, a WebSocket is answered in HTTP as well. */
const shouldUpgrade = (server: () => Server) => (request: IncomingMessage) =>
  server().listenerCount("upgrade") > 0 && isSocketUpgrade(request);

/** Milliseconds that a connection has no request until it counts as idle while the server stops. */
const idleMs = 500;
/** Milliseconds for which a server that stops accepts connections at most, where more come all the time. */
const maxAcceptMs = 5_000;

/**
 * Follows the connections of a server, to close those that are idle. Node's own `closeIdleConnections`
 * also cuts those that were just made, whose request is on its way.
 */
function followConnections(server: Server) {
  const open = new Map<Socket, { requests: number; since: number }>();
  let made = 0;
  server.on("connection", (socket: Socket) => {
    made += 1;
    open.set(socket, { requests: 0, since: performance.now() });
    socket.once("close", () => open.delete(socket));
  });
  return {
    serve(socket: Socket, response: ServerResponse) {
      const connection = open.get(socket);
      if (connection === undefined) return;
      connection.requests += 1;
      response.once("close", () => {
        connection.requests -= 1;
        connection.since = performance.now();
      });
    },
    /**
     * Resolves after a turn of the event loop in which no connection came. Node accepts one in each
     * turn; those that the system holds when the server closes would be cut.
     */
    async acceptWaiting() {
      const until = performance.now() + maxAcceptMs;
      for (let known = -1; known !== made && performance.now() < until; ) {
        known = made;
        // Between two of them lies a whole turn.
        await immediate();
        await immediate();
      }
    },
    closeIdle() {
      const before = performance.now() - idleMs;
      for (const [socket, { requests, since }] of open)
        if (requests === 0 && since < before) socket.destroy();
    },
  };
}

/** Creates the HTTP server of an application. */
export function createServer({
  app,
  host,
  port,
  telemetry,
  graceMs = 10_000,
}: ServerDeps): HttpServer {
  const answer = app.callback();
  const shouldUpgradeCallback = shouldUpgrade(() => server);
  let isStopping = false;
  /** Requests that came while a server that stops accepts connections; null at any other time. */
  let held: (() => void)[] | null = null;
  function accept(request: IncomingMessage, response: ServerResponse): void {
    // Tells a proxy, which reuses connections, to send its next request elsewhere.
    if (isStopping) response.setHeader("connection", "close");
    connections.serve(request.socket, response);
    if (held === null) void answer(request, response);
    else held.push(() => void answer(request, response));
  }
  const server = createHttpServer({ ...timeouts, shouldUpgradeCallback }, accept);
  server.on("clientError", refuseUnreadable);
  // What a caller expects besides `100-continue` has no meaning in HTTP; Node would refuse it without a
  // word.
  server.on("checkExpectation", accept);
  const connections = followConnections(server);
  return {
    server,
    async start() {
      const { url, port: bound } = await listen({ server, host, port });
      telemetry.log.info("server.started", { url });
      return { url, port: bound };
    },
    async stop() {
      if (!server.listening) return;
      isStopping = true;
      // Requests are answered after that: with the work for one in each turn, a busy server would
      // accept connections more slowly than they come.
      const waiting: (() => void)[] = [];
      held = waiting;
      await connections.acceptWaiting();
      const closed = once(server, "close");
      // That of HTTP also cuts idle connections, on which a request may be on its way.
      NetServer.prototype.close.call(server);
      held = null;
      for (const begin of waiting) begin();
      app.emit(stopping);
      // A connection is closed once its reply has been sent. Right after the system was asked for what
      // has arrived: a connection that looks idle may have a request that is not read yet.
      const sweep = setInterval(() => setImmediate(connections.closeIdle), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
      server.close(); // ends its check of connections
      telemetry.log.info("server.stopped");
    },
  };
}
