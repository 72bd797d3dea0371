import { io } from "socket.io-client";
import type { LiveHandlers, LiveSocket } from "./live-connection.ts";

const acknowledgeWithin = 10_000;

/**
 * A Socket.IO connection to the page's own server. Reconnecting and replay are ours: Socket.IO's
 * own are switched off.
 */
export function openSocket(handlers: LiveHandlers): LiveSocket {
  const socket = io({
    path: "/socket.io",
    transports: ["websocket"],
    reconnection: false,
    autoConnect: false,
  });
  socket.on("connect", handlers.connected);
  socket.on("disconnect", handlers.lost);
  socket.on("connect_error", (error) => {
    if (isRefusal(error)) handlers.refused();
    handlers.lost();
  });
  socket.on("event", handlers.event);
  socket.on("log", handlers.log);
  socket.on("expired", handlers.refused);
  socket.onAny(handlers.heard);
  socket.io.on("ping", handlers.heard);
  return {
    connect: () => void socket.connect(),
    close: () => void socket.disconnect(),
    subscribe: (ask) => socket.timeout(acknowledgeWithin).emitWithAck("subscribe", ask),
    unsubscribe: (rooms) => void socket.emit("unsubscribe", { rooms }),
  };
}

/**
 * The server gives its refusals a code. Any but this one, and a broken network, is worth another
 * try.
 */
function isRefusal(error: Error): boolean {
  return (
    "data" in error &&
    typeof error.data === "object" &&
    error.data !== null &&
    "code" in error.data &&
    error.data.code === "not-signed-in"
  );
}
