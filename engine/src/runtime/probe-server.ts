import { createServer, type Server } from "node:http";
import { listen } from "./listen.ts";
import { createProbes, type Health } from "./probes.ts";
import type { Telemetry } from "./telemetry.ts";

export type ProbeServer = {
  /** For what shares the port. */
  server: Server;
  start: (at: { host: string; port: number }) => Promise<{ url: string }>;
  /** Cuts what is under way: probes ask again. */
  stop: () => Promise<void>;
};

/** Makes the server of a service that has no API of its own. */
export function createProbeServer(deps: {
  health: () => Promise<Health>;
  telemetry: Telemetry;
}): ProbeServer {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, createProbes(deps));
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
