import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** Twice the largest body that any operation takes. */
const maxBytes = 64 * 2 ** 20;
/** Milliseconds that reading the rest may take. */
const maxMs = 5000;
/** Milliseconds between two looks; a client that sends nothing in ten of them waits for the reply. */
const lookMs = 20;
const maxSilentLooks = 10;

/**
 * Reads and drops what is left of a body, 64 MB and five seconds at most; returns false where more is
 * left. A connection that is closed with bytes unread is reset: many clients would not read the reply,
 * and a proxy would take the server for away.
 */
export async function dropRest(request: IncomingMessage): Promise<boolean> {
  const { socket } = request;
  const [mostBytes, until] = [socket.bytesRead + maxBytes, performance.now() + maxMs];
  request.resume();
  let [read, silentLooks] = [socket.bytesRead, 0];
  while (!request.complete && !socket.destroyed && silentLooks < maxSilentLooks) {
    if (socket.bytesRead > mostBytes || performance.now() > until) return false;
    await delay(lookMs);
    silentLooks = socket.bytesRead === read ? silentLooks + 1 : 0;
    read = socket.bytesRead;
  }
  return request.complete;
}
