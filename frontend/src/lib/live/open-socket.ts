import { io } from "socket.io-client";
import type { LiveHandlers, LiveSocket } from "./live-connection.ts";

const acknowledgeTimeoutMs = 10_000;

/** Where to connect: the page's own server, with its cookie, unless told. */
type SocketAddress = { url?: string; auth?: { token: string } };

/**
 * Opens a Socket.IO connection. Reconnecting and replay are done by the live connection, so
 * Socket.IO's own are switched off.
 */
export function openSocket(handlers: LiveHandlers, { url, auth }: SocketAddress = {}): LiveSocket {
  const socket = io(url, {
    path: "/socket.io",
    transports: ["websocket"],
    reconnection: false,
    autoConnect: false,
    ...(auth === undefined ? {} : { auth }),
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
