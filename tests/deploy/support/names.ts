import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A name server like Docker's: a service name resolves to the current addresses of its replicas. */
export type Names = {
  address: string;
  addresses: Map<string, string[]>;
  stop: () => Promise<void>;
};

/**
 * Starts a name server on loopback for `addresses` (name → IPv4 addresses); other names do not
 * exist.
 */
export async function startNames(): Promise<Names> {
  const addresses = new Map<string, string[]>();
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    socket.send(answer(query, addresses), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    addresses,
    async stop() {
      socket.close();
      await once(socket, "close");
    },
  };
}

const headerBytes = 12;
const noSuchName = 3;

/**
 * Returns the answer to a query of one question (RFC 1035): the question, then an A record for each
 * address with a time to live of zero.
 */
function answer(query: Buffer, addresses: Map<string, string[]>): Buffer {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(headerBytes, at + 5);
  const found = addresses.get(labels.join(".")) ?? [];
  const header = Buffer.alloc(headerBytes);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (found.length > 0 ? 0 : noSuchName), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  const records = found.map((address) =>
    Buffer.from([
      0xc0,
      headerBytes,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      4,
      ...address.split(".").map(Number),
    ]),
  );
  return Buffer.concat([header, question, ...records]);
}
