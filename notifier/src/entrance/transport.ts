import { isOwnOrigin } from "@formwork/engine/accounts/own-origin";
import type { Clock } from "@formwork/engine/runtime/clock";
import { Server as Engine } from "engine.io";
import type { Limits } from "../limits.ts";
import { guard } from "./guard.ts";

type Deps = { publicUrl: string; limits: Limits; clock: Clock };

const pingMs = 20_000;

/**
 * The transport below Socket.IO: WebSocket only, uncompressed, small packets, and pages of our own
 * origin only (T17).
 */
export function createTransport({ publicUrl, limits, clock }: Deps): Engine {
  const engine = new Engine({
    transports: ["websocket"],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: limits.packetBytes,
    pingInterval: pingMs,
    pingTimeout: pingMs,
    // Browsers always send `Origin` here, and Socket.IO's `cors` does not stop a WebSocket. Other
    // programs have to bring a token.
    allowRequest: ({ headers }, answer) =>
      answer(null, headers.origin === undefined || isOwnOrigin(headers, publicUrl)),
  });
  engine.on("connection", (connection) => guard(connection, { limits, clock }));
  return engine;
}
