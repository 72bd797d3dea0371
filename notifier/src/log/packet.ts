/**
 * A Socket.IO packet as it goes over the wire, encoded once however many sockets it is for: `text`
 * for what stands between, `frame` ready for the network.
 */
export type Packet = { text: string; frame: Buffer; bytes: number };

/**
 * Encodes an event packet of the main namespace (Socket.IO protocol 5: type 2, then the arguments
 * as JSON).
 */
export function encodePacket(name: string, ...args: unknown[]): Packet {
  const text = `2${JSON.stringify([name, ...args])}`;
  const frame = frameOf(`4${text}`);
  return { text, frame, bytes: frame.length };
}

/**
 * A whole text message, unmasked (RFC 6455, section 5.2); before it stands Engine.IO's type 4, a
 * message.
 */
function frameOf(message: string): Buffer {
  const length = Buffer.byteLength(message);
  const head = headOf(length);
  const frame = Buffer.allocUnsafe(head.length + length);
  head.copy(frame);
  frame.write(message, head.length);
  return frame;
}

function headOf(length: number): Buffer {
  const finalText = 0x81;
  if (length < 126) return Buffer.from([finalText, length]);
  const head = Buffer.alloc(length < 2 ** 16 ? 4 : 10);
  head[0] = finalText;
  head[1] = length < 2 ** 16 ? 126 : 127;
  if (length < 2 ** 16) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
