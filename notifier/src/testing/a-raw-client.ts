import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * A client without manners: a bare connection after the WebSocket handshake. It answers no pings
 * and reads only when told.
 */
export type RawClient = {
  network: Socket;
  /** Sends a text (or binary) message. */
  send: (message: string | Buffer) => void;
  /** Everything that was read so far, as text. */
  read: () => string;
  isClosed: () => boolean;
};

type Params = { url: string; headers?: Record<string, string>; path?: string };

/** Connects; rejects with the status when the server refuses the upgrade. */
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
  const asked = request({
    host: "127.0.0.1",
    port: new URL(url).port,
    path,
    headers: { ...upgrade, ...headers },
  });
  asked.end();
  const [network, head] = await new Promise<[Socket, Buffer]>((resolve, reject) => {
    asked.once("upgrade", (_response, network, head) => resolve([network as Socket, head]));
    asked.once("response", (response) => reject(new Error(`refused with ${response.statusCode}`)));
    asked.once("error", reject);
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
    isClosed: () => closed,
  };
}

/** One masked frame; the mask is zero, so that the payload stays as it is. */
function frameOf(message: string | Buffer): Buffer {
  const payload = Buffer.from(message);
  const head = Buffer.alloc(payload.length < 126 ? 2 : 10);
  head[0] = typeof message === "string" ? 0x81 : 0x82;
  head[1] = 0x80 | (payload.length < 126 ? payload.length : 127);
  if (payload.length >= 126) head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
