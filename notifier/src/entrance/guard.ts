import type { Clock } from "@formwork/engine/runtime/clock";
import type { Socket as Connection } from "engine.io";
import { destroyWithin } from "../destroy-within.ts";
import type { Limits } from "../limits.ts";
import { createAllowance } from "./allowance.ts";

/**
 * Watches a connection from its first packet, signed in or not: binary packets and floods close it
 * (T23).
 */
export function guard(
  connection: Connection,
  { limits, clock }: { limits: Limits; clock: Clock },
): void {
  const network = connection.request.socket;
  const spend = createAllowance({ perSecond: limits.packetsPerSecond, clock });
  connection.on("packet", ({ data }: { data?: unknown }) => {
    if (!isBinary(data) && spend()) return;
    connection.close(true);
    network.destroy();
  });
  connection.once("close", () => destroyWithin(network, limits.goodbyeMs));
}

/** Raw bytes, or a Socket.IO packet (types 5 and 6) that announces some. */
function isBinary(data: unknown): boolean {
  return (
    data !== undefined && (typeof data !== "string" || data.startsWith("5") || data.startsWith("6"))
  );
}
