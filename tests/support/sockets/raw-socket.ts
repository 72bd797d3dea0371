import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";

/** A WebSocket that costs its process little: thousands of them fit into one. */
export type RawSocket = {
  /** Sends a short text. */
  send: (text: string) => void;
  close: () => void;
};

type Params = {
  port: number | string;
  /** Receives each text of the server. */
  onText: (text: string, socket: RawSocket) => void;
  onClose?: () => void;
};

const upgrade = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
  "Sec-WebSocket-Version": "13",
};

/** Opens a socket to a gateway on this machine; rejects where it is refused. */
export async function openRawSocket({
  port,
  onText,
  onClose = () => undefined,
}: Params): Promise<RawSocket> {
  const asked = request({
    ...{ host: "127.0.0.1", port, headers: upgrade, agent: false },
    path: "/socket.io/?EIO=4&transport=websocket",
  });
  asked.end();
  asked.once("response", ({ statusCode }) => asked.destroy(new Error(`refused: ${statusCode}`)));
  // What the event of an upgrade has.
  const [, network, head] = (await once(asked, "upgrade")) as [unknown, Socket, Buffer];
  const socket: RawSocket = {
    send: (text) => void network.write(frameOf(text)),
    close: () => void network.destroy(),
  };
  network.on("error", () => undefined); // `close` follows
  network.once("close", onClose);
  readFrames(network, head, (text) => onText(text, socket));
  return socket;
}

/** Calls `onText` with the text of each frame of the server (RFC 6455, section 5.2). */
function readFrames(socket: Socket, head: Buffer, onText: (text: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  const read = (bytes: Buffer) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    for (let frame = frameIn(rest); frame !== undefined; frame = frameIn(rest)) {
      onText(rest.toString("latin1", frame.start, frame.end));
      rest = rest.subarray(frame.end);
    }
  };
  read(head);
  socket.on("data", read);
}

function frameIn(bytes: Buffer): { start: number; end: number } | undefined {
  const [start, length] = headOf(bytes);
  return bytes.length < start + length ? undefined : { start, end: start + length };
}

/** Returns where the text of a frame begins, and its length, which has 7, 16 or 64 bits. */
function headOf(bytes: Buffer): [number, number] {
  const short = bytes[1] ?? 0;
  if (short < 126) return [2, short];
  if (bytes.length < 10) return [10, 0];
  return short === 126 ? [4, bytes.readUInt16BE(2)] : [10, Number(bytes.readBigUInt64BE(2))];
}

/** Returns a masked frame; the mask is zero. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head =
    length < 126 ? [0x81, 0x80 | length] : [0x81, 0x80 | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}
