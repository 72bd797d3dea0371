import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { listenFault } from "./listen.ts";

/**
 * Resolves with `port`, or for 0 with one that is free now. Links to the server carry its port, so
 * it has to be known before the server is made.
 */
export async function choosePort(host: string, port: number): Promise<number> {
  if (port !== 0) return port;
  const server = createServer().listen(0, host);
  await once(server, "listening").catch((error) => {
    throw listenFault(error, host, port);
  });
  // A server that listens on a port has an AddressInfo.
  const free = (server.address() as AddressInfo).port;
  server.close();
  await once(server, "close");
  return free;
}
