import type { IncomingMessage } from "node:http";

/** Path of the live connection. */
const path = "/socket.io/";

/**
 * Returns true for a request that becomes a WebSocket. Others that ask for another protocol, such as
 * `h2c`, are answered in HTTP/1.1, as they may be.
 */
export function isSocketUpgrade({ headers, url = "" }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket" && url.split("?", 1)[0] === path;
}
