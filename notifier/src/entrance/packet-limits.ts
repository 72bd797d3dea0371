import type { Clock } from "@formwork/engine/runtime/clock";
import { createTokenBucket } from "@formwork/engine/runtime/flow/token-bucket";
import type { Socket as Connection } from "engine.io";
import { forceCloseAfter } from "../force-close-after.ts";
import type { SocketLimits } from "../socket-limits.ts";

/**
 * Destroys a connection that sends binary packets or more packets than allowed. Applies from the
 * first packet on, before the socket has signed in.
 */
export function enforcePacketLimits(
  connection: Connection,
  { limits, clock }: { limits: SocketLimits; clock: Clock },
): void {
  const network = connection.request.socket;
  const burst = limits.packetsPerSecond;
  const bucket = createTokenBucket({ burst, refillMs: 1000 / burst });
  connection.on("packet", ({ data }: { data?: unknown }) => {
    if (!isBinary(data) && bucket.take(clock.monotonic())) return;
    connection.close(true);
    network.destroy();
  });
  connection.once("close", () => forceCloseAfter(network, limits.closeTimeoutMs));
}

/** Returns true for bytes, and for a Socket.IO packet that announces bytes (types 5 and 6). */
function isBinary(data: unknown): boolean {
  return (
    data !== undefined && (typeof data !== "string" || data.startsWith("5") || data.startsWith("6"))
  );
}
