import type { Duplex } from "node:stream";

/**
 * Destroys a connection that is being closed unless its peer closes it within `timeoutMs`. A peer
 * that does not answer would keep it open.
 */
export function forceCloseAfter(connection: Duplex, timeoutMs: number): void {
  const timer = setTimeout(() => connection.destroy(), timeoutMs).unref();
  connection.once("close", () => clearTimeout(timer));
}
