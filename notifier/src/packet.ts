/** A Socket.IO packet as it goes over the wire. Encoded once, however many sockets it is for. */
export type Packet = { text: string; bytes: number };

/** Encodes an event packet of the main namespace (Socket.IO protocol 5: type 2, then the arguments as JSON). */
export function encodePacket(name: string, ...args: unknown[]): Packet {
  const text = `2${JSON.stringify([name, ...args])}`;
  return { text, bytes: Buffer.byteLength(text) };
}
