import type { Socket } from "socket.io";
import { destroyWithin } from "../destroy-within.ts";
import { encodePacket } from "../log/packet.ts";
import type { Write } from "./outlet.ts";
import type { Ending } from "./session.ts";

type Connection = Socket["conn"];

/**
 * Writes ready-made packets to a socket's connection; `sent` is called once the network has them.
 */
export function createWrite(connection: Connection): Write {
  const network = connection.request.socket;
  // What the engine writes at once leaves in one system call.
  connection.on("flush", () => network.cork());
  connection.on("drain", () => network.uncork());
  return ({ text, frame }, sent) => {
    // As Socket.IO's own broadcasts do; its type does not name the option, and without it the text
    // is encoded for each socket anew.
    const options = { wsPreEncodedFrame: [frame] };
    connection.write(text, options as object, sent);
  };
}

/**
 * Tells a client why, and hangs up. One that may come back is only cut off, since Socket.IO's
 * clients do not return when sent away.
 */
export function hangUp({
  socket,
  ending,
  withinMs,
}: {
  socket: Socket;
  ending: Ending;
  withinMs: number;
}): void {
  const { conn } = socket;
  conn.write(encodePacket(ending).text);
  if (ending === "expired") socket.disconnect(true);
  else conn.close();
  // A reader that stalls would have us wait until it has read everything before.
  destroyWithin(conn.request.socket, withinMs);
}
