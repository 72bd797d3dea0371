import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * A bare WebSocket connection for tests of clients that violate the protocol. It answers no pings.
 * Pausing `network` stops its reading.
 */
export type RawClient = {
  network: Socket;
  /** Sends a text or binary message. */
  send: (message: string | Buffer) => void;
  /** Returns all that was read so far, as text. */
  read: () => string;
  /** Returns the messages that were read whole, oldest first. */
  messages: () => string[];
  isClosed: () => boolean;
};

type Params = { url: string; headers?: Record<string, string>; path?: string };

/** Connects. Rejects with the status when the server refuses the upgrade. */
export async function connectRaw({
  url,
  headers = {},
  path = "/socket.io/?EIO=4&transport=websocket",
}: Params): Promise<RawClient> {
  const upgrade = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version": "13",
  };
  const upgradeRequest = request({
    host: "127.0.0.1",
    port: new URL(url).port,
    path,
    headers: { ...upgrade, ...headers },
  });
  upgradeRequest.end();
  const [network, head] = await new Promise<[Socket, Buffer]>((resolve, reject) => {
    upgradeRequest.once("upgrade", (_response, network, head) =>
      resolve([network as Socket, head]),
    );
    upgradeRequest.once("response", (response) =>
      reject(new Error(`refused with ${response.statusCode}`)),
    );
    upgradeRequest.once("error", reject);
  });
  return rawClient(network, head);
}

/** Connects and signs in. */
export async function signInRaw({
  url,
  token = "good",
}: {
  url: string;
  token?: string;
}): Promise<RawClient> {
  const client = await connectRaw({ url });
  client.send(`40${JSON.stringify({ token })}`);
  while (!client.read().includes('40{"sid"')) await once(client.network, "data");
  return client;
}

function rawClient(network: Socket, head: Buffer): RawClient {
  let read = head.toString("latin1");
  let closed = false;
  network.on("data", (data) => {
    read += data.toString("latin1");
  });
  network.on("close", () => {
    closed = true;
  });
  network.on("error", () => undefined);
  return {
    network,
    send: (message) => void network.write(frameOf(message)),
    read: () => read,
    messages: () => messagesIn(read),
    isClosed: () => closed,
  };
}

/** Decodes the frames that are whole. A server's frames are not masked (RFC 6455, section 5.2). */
function messagesIn(read: string): string[] {
  const bytes = Buffer.from(read, "latin1");
  const messages: string[] = [];
  let at = 0;
  for (;;) {
    const end = endOfFrame(bytes, at);
    if (end === null || end.frame > bytes.length) return messages;
    messages.push(bytes.toString("latin1", end.head, end.frame));
    at = end.frame;
  }
}

/** Returns where the head and the payload of a frame end; null while its head is not whole. */
function endOfFrame(bytes: Buffer, at: number): { head: number; frame: number } | null {
  if (at + 2 > bytes.length) return null;
  const short = bytes.readUInt8(at + 1);
  const lengthBytes = { 126: 2, 127: 8 }[short] ?? 0;
  const head = at + 2 + lengthBytes;
  if (head > bytes.length) return null;
  // No message here needs more than the last four of the eight bytes.
  const last = Math.min(lengthBytes, 4);
  return { head, frame: head + (last === 0 ? short : bytes.readUIntBE(head - last, last)) };
}

/** Encodes a masked frame. The mask is zero, so the payload is not changed. */
function frameOf(message: string | Buffer): Buffer {
  const payload = Buffer.from(message);
  const head = Buffer.alloc(payload.length < 126 ? 2 : 10);
  head[0] = typeof message === "string" ? 0x81 : 0x82;
  head[1] = 0x80 | (payload.length < 126 ? payload.length : 127);
  if (payload.length >= 126) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
