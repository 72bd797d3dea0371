import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import { forceCloseAfter } from "../force-close-after.ts";

/** The path of Socket.IO, to which its clients append a slash. */
const path = "/socket.io/";
/** Time within which clients have to close their connections when the gateway stops. */
const closeTimeoutMs = 1000;

/**
 * Passes a server's WebSocket upgrades to the Engine.IO server. Returns a function that stops this
 * and closes the connections. Engine.IO's own `attach` would handle the server's requests as well,
 * and cannot be undone.
 */
export function acceptUpgrades({
  server,
  engine,
}: {
  server: Server;
  engine: Engine;
}): () => Promise<void> {
  const sockets = new Set<Duplex>();

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    // Parsing an invalid URL would throw, and an error in this listener ends the process.
    if (request.url?.split("?")[0] !== path) return refuse(socket);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Of a client that resets its connection nobody need hear: it is closed then.
    socket.on("error", () => undefined);
    // The engine itself adds the properties that its own type of request has.
    engine.handleUpgrade(request as Parameters<Engine["handleUpgrade"]>[0], socket, head);
  }
  server.on("upgrade", onUpgrade);
  return async () => {
    server.off("upgrade", onUpgrade);
    engine.close();
    for (const socket of sockets) forceCloseAfter(socket, closeTimeoutMs);
    await Promise.all([...sockets].map(closeOf));
  };
}

/** Resolves when a socket is closed, also by an error, at which `once` would reject. */
function closeOf(socket: Duplex): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

function refuse(socket: Duplex): void {
  socket.on("error", () => undefined);
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
