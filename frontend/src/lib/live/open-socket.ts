import { io } from "socket.io-client";
import type { LiveHandlers, LiveSocket } from "./live-connection.ts";

const acknowledgeTimeoutMs = 10_000;

/**
 * Opens a Socket.IO connection to the page's own server. Reconnecting and replay are done by the
 * live connection, so Socket.IO's own are switched off.
 */
export function openSocket(handlers: LiveHandlers): LiveSocket {
  const socket = io({
    path: "/socket.io",
    transports: ["websocket"],
    reconnection: false,
    autoConnect: false,
  });
  socket.on("connect", handlers.connected);
  socket.on("disconnect", handlers.disconnected);
  socket.on("connect_error", (error) => {
    if (isUnauthorized(error)) handlers.unauthorized();
    handlers.disconnected();
  });
  socket.on("event", handlers.event);
  socket.on("log", handlers.log);
  socket.on("expired", handlers.unauthorized);
  socket.onAny(handlers.active);
  socket.io.on("ping", handlers.active);
  return {
    connect: () => void socket.connect(),
    close: () => void socket.disconnect(),
    subscribe: (request) => socket.timeout(acknowledgeTimeoutMs).emitWithAck("subscribe", request),
    unsubscribe: (rooms) => void socket.emit("unsubscribe", { rooms }),
    authenticate: (token) => void socket.emit("authenticate", { token }),
  };
}

/** True for the notifier's error `not-signed-in`; any other failure is worth a retry. */
function isUnauthorized(error: Error): boolean {
  return (
    "data" in error &&
    typeof error.data === "object" &&
    error.data !== null &&
    "code" in error.data &&
    error.data.code === "not-signed-in"
  );
}
