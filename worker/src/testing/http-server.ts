import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A real server on this machine, for one suite. */
export type TestServer = {
  port: () => number;
  url: (path?: string) => string;
  answer: (listener: RequestListener) => void;
};

/**
 * Starts a server before each test and takes it down after it, with whatever connections are left.
 */
export function testServer(): TestServer {
  let server: Server;
  let listener: RequestListener = (_, response) => void response.end();
  const port = () => (server.address() as AddressInfo).port; // it listens on TCP
  beforeEach(async () => {
    server = createServer((request, response) => listener(request, response)).listen(0);
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return {
    port,
    url: (path = "/") => `http://127.0.0.1:${port()}${path}`,
    answer: (next) => {
      listener = next;
    },
  };
}
