import { createServer, type Server } from "node:http";
import type { Telemetry } from "../telemetry.ts";
import { listen } from "./listen.ts";
import { createProbes, type Health } from "./probes.ts";
import { isSocketUpgrade } from "./socket-upgrades.ts";

export type ProbeServer = {
  /** For handlers that share the port, such as WebSocket upgrades. */
  server: Server;
  start: (at: { host: string; port: number }) => Promise<{ url: string }>;
  /** Closes the port and cuts open requests: a probe asks again. */
  stop: () => Promise<void>;
};

const options = {
  requestTimeout: 10_000,
  headersTimeout: 5000,
  shouldUpgradeCallback: isSocketUpgrade,
};

/** Makes the HTTP server of a service that answers probes and nothing else. */
export function createProbeServer(deps: {
  health: () => Promise<Health>;
  telemetry: Telemetry;
}): ProbeServer {
  const server = createServer(options, createProbes(deps));
  return {
    server,
    start: (at) => listen({ server, ...at }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
