import { once } from "node:events";
import { request } from "node:http";
import type { Socket } from "node:net";

/**
 * Runs the clients of `push` in a process of their own: plain sockets that sign in, subscribe to
 * all jobs and read. Work that a real client would do with an event is not measured. Answers each
 * message of the parent with the delays since the last, in milliseconds, one per event and client.
 */
const [port = "", count = "0"] = process.argv.slice(2);
let delays: number[] = [];

for (let client = 0; client < Number(count); client++) await connect();
process.send?.("connected");
process.on("message", () => {
  process.send?.(delays);
  delays = [];
});
process.on("disconnect", () => process.exit());

async function connect(): Promise<void> {
  const headers = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version": "13",
  };
  const asked = request({
    host: "127.0.0.1",
    port,
    path: "/socket.io/?EIO=4&transport=websocket",
    headers,
    agent: false,
  });
  asked.end();
  const [, socket, head] = (await once(asked, "upgrade")) as [unknown, Socket, Buffer];
  const subscribed = Promise.withResolvers<void>();
  readFrames(socket, head, (text) => {
    if (text.startsWith('42["event"')) delays.push(Date.now() - timeOf(text));
    else if (text.startsWith("0")) send(socket, `40${JSON.stringify({ token: "good" })}`);
    else if (text.startsWith("40"))
      send(socket, `420${JSON.stringify(["subscribe", { rooms: ["jobs"] }])}`);
    else if (text.startsWith("430")) subscribed.resolve();
    else if (text === "2") send(socket, "3");
  });
  await subscribed.promise;
}

function timeOf(text: string): number {
  const start = text.indexOf('"time":"') + 8;
  return Date.parse(text.slice(start, start + 24));
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

/** Sends a short masked frame; the mask is zero. */
function send(socket: Socket, text: string): void {
  socket.write(
    Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]),
  );
}
