import type { Socket } from "socket.io";
import { forceCloseAfter } from "../force-close-after.ts";
import { encodePacket } from "../log/packet.ts";
import type { WritePacket } from "./send-buffer.ts";
import type { CloseReason } from "./session.ts";

type Connection = Socket["conn"];

/**
 * Creates a function that writes encoded packets to a socket's connection and calls `sent` once the
 * operating system has taken them.
 */
export function createPacketWriter(connection: Connection): WritePacket {
  const network = connection.request.socket;
  // Engine.IO writes its queue between these two events: corked, it takes one system call.
  connection.on("flush", () => network.cork());
  connection.on("drain", () => network.uncork());
  return ({ text, frame }, sent) => {
    // Socket.IO's own broadcasts set this option, which its types leave out. Without it the text is
    // encoded again for each socket.
    const options = { wsPreEncodedFrame: [frame] };
    connection.write(text, options as object, sent);
  };
}

/**
 * Sends a client the reason and closes its socket. After `lagged` only the connection is closed,
 * because Socket.IO clients do not reconnect after a disconnect packet.
 */
export function closeSocket({
  socket,
  reason,
  timeoutMs,
}: {
  socket: Socket;
  reason: CloseReason;
  timeoutMs: number;
}): void {
  const { conn } = socket;
  conn.write(encodePacket(reason).text);
  if (reason === "expired") socket.disconnect(true);
  else conn.close();
  // Closing waits until the peer has read everything sent before, which a stalled one never does.
  forceCloseAfter(conn.request.socket, timeoutMs);
}
