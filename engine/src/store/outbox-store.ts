import type { JobEvent } from "@formwork/contracts/events/events";

/**
 * Events that were committed and not yet known to be on the bus, oldest first. `position` is the
 * store's own.
 */
export type OutboxEntry = { position: string; event: JobEvent };

export type OutboxStore = {
  takeOutbox: (params: { limit: number }) => Promise<OutboxEntry[]>;
  /** Forgets entries that the bus has confirmed. Repeats are harmless. */
  clearOutbox: (params: { positions: string[] }) => Promise<void>;
};
