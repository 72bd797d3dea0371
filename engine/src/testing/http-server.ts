import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP server on this machine, started anew for each test. */
export type TestServer = {
  port: () => number;
  url: (path?: string) => string;
  /** Sets what the server does with requests. It answers with an empty body otherwise. */
  answer: (listener: RequestListener) => void;
};

/** Starts a server before each test, and closes it and its connections after it. */
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
