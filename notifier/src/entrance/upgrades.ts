import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Server as Engine } from "engine.io";
import { destroyWithin } from "../destroy-within.ts";

/** Socket.IO's address; clients put a slash behind it. */
const address = "/socket.io/";
/** How long clients may take to say goodbye when we stop. */
const goodbyeMs = 1000;

/**
 * Hands a server's WebSocket upgrades to the engine; answers how to stop and hang up. We listen
 * ourselves because the engine would take over the server's requests too, and could never let go of
 * it.
 */
export function takeUpgrades({
  server,
  engine,
}: {
  server: Server;
  engine: Engine;
}): () => Promise<void> {
  const sockets = new Set<Duplex>();

  function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    // Compared as text: an address that is no URL would throw here, where nobody catches.
    if (request.url?.split("?")[0] !== address) return refuse(socket);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // The engine adds what it misses of its own kind of request.
    engine.handleUpgrade(request as Parameters<Engine["handleUpgrade"]>[0], socket, head);
  }
  server.on("upgrade", onUpgrade);
  return async () => {
    server.off("upgrade", onUpgrade);
    engine.close();
    for (const socket of sockets) destroyWithin(socket, goodbyeMs);
    await Promise.all([...sockets].map((socket) => once(socket, "close")));
  };
}

function refuse(socket: Duplex): void {
  socket.on("error", () => undefined);
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
