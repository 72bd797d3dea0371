import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands in for a service of ours behind nginx, in tests of nginx alone. */
export type Upstream = { port: number; asked: IncomingMessage[]; stop: () => Promise<void> };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a service that replies by `answer` and records every request. */
export async function startUpstream({
  answer,
  host = "127.0.0.1",
  port = 0,
}: {
  answer: Answer;
  host?: string;
  port?: number;
}): Promise<Upstream> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await once(server.listen(port, host), "listening");
  return {
    // A server that listens on a port has an AddressInfo.
    port: (server.address() as AddressInfo).port,
    asked,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
