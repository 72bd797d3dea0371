/**
 * A Socket.IO packet, encoded once for all sockets: `text` is what Engine.IO queues, `frame` the
 * WebSocket frame that is sent.
 */
export type Packet = { text: string; frame: Buffer; bytes: number };

/**
 * Encodes an event packet of the main namespace (Socket.IO protocol 5: type 2, then name and
 * arguments as JSON).
 */
export function encodePacket(name: string, ...args: unknown[]): Packet {
  const text = `2${JSON.stringify([name, ...args])}`;
  // Engine.IO's packet type 4: a message.
  const frame = encodeTextFrame(`4${text}`);
  return { text, frame, bytes: frame.length };
}

/** Encodes an unfragmented, unmasked text frame (RFC 6455, section 5.2). */
function encodeTextFrame(message: string): Buffer {
  const length = Buffer.byteLength(message);
  const header = encodeHeader(length);
  // Memory of its own: where a frame waits for a slow socket, it would keep what shares its memory.
  const frame = Buffer.allocUnsafeSlow(header.length + length);
  header.copy(frame);
  frame.write(message, header.length);
  return frame;
}

function encodeHeader(length: number): Buffer {
  const finalText = 0x81;
  if (length < 126) return Buffer.from([finalText, length]);
  const header = Buffer.alloc(length < 2 ** 16 ? 4 : 10);
  header[0] = finalText;
  header[1] = length < 2 ** 16 ? 126 : 127;
  if (length < 2 ** 16) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
