import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/**
 * The port asked for, or for 0 one that is free now. Every link carries the port, so it has to be
 * known before the server is put together.
 */
export async function choosePort(host: string, port: number): Promise<number> {
  if (port !== 0) return port;
  const server = createServer().listen(0, host);
  await once(server, "listening");
  // A server that listens on a port has an AddressInfo.
  const free = (server.address() as AddressInfo).port;
  server.close();
  await once(server, "close");
  return free;
}
