import type { JobEvent } from "@formwork/contracts/events/events";

/** A committed event that is not known to be on the bus. Only the store understands `position`. */
export type OutboxEntry = { position: string; event: JobEvent };

export type OutboxStore = {
  /** Returns the oldest entries. Those that are not cleared are returned again. */
  takeOutbox: (params: { limit: number }) => Promise<OutboxEntry[]>;
  /** Removes entries that the bus has confirmed. May be repeated. */
  clearOutbox: (params: { positions: string[] }) => Promise<void>;
};
