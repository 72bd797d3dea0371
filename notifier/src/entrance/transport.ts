import { isOwnOrigin } from "@formwork/engine/accounts/own-origin";
import type { Clock } from "@formwork/engine/runtime/clock";
import { Server as Engine } from "engine.io";
import type { SocketLimits } from "../socket-limits.ts";
import { enforcePacketLimits } from "./packet-limits.ts";

type Deps = { publicUrl: string; limits: SocketLimits; clock: Clock };

const pingMs = 20_000;

/**
 * Creates the Engine.IO server below Socket.IO: WebSocket without compression, packets of limited
 * size, and no pages of another origin.
 */
export function createTransport({ publicUrl, limits, clock }: Deps): Engine {
  const engine = new Engine({
    transports: ["websocket"],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: limits.packetBytes,
    pingInterval: pingMs,
    pingTimeout: pingMs,
    // Browsers always send `Origin` with a WebSocket, which Socket.IO's `cors` option does not
    // refuse. Programs without one need a token.
    allowRequest: ({ headers }, answer) =>
      answer(null, headers.origin === undefined || isOwnOrigin(headers, publicUrl)),
  });
  engine.on("connection", (connection) => enforcePacketLimits(connection, { limits, clock }));
  return engine;
}
