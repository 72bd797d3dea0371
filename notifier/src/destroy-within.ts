import type { Duplex } from "node:stream";

/**
 * Gives a connection that is being closed so many milliseconds to go by itself. A peer that does
 * not answer would keep it.
 */
export function destroyWithin(network: Duplex, ms: number): void {
  const timer = setTimeout(() => network.destroy(), ms).unref();
  network.once("close", () => clearTimeout(timer));
}
