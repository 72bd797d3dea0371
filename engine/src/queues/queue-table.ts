import type { QueueEvent } from "@formwork/contracts/events/events";
import { type Announced, unsentIndex } from "../announcements/unsent-events.ts";
import { table } from "../store/table.ts";

/** The rules of a queue, as people set them. A queue without a row has none. */
export type QueueRow = Announced<QueueEvent> & {
  name: string;
  paused: boolean;
  reason: string | null;
  pausedBy: string | null;
  /** Milliseconds since 1970. */
  pausedAt: number | null;
  concurrency: number | null;
};

/**
 * Queues with rules at most. Each process that claims reads all of them several times a second and
 * hands them to the store with each claim.
 */
export const maxQueues = 1000;

export const queuesTable = table<QueueRow>({
  name: "queues",
  key: "name",
  indexes: [unsentIndex],
});

/** Returns the rules of a queue that nobody has set any for. */
export function withoutRules(name: string): QueueRow {
  return { name, paused: false, reason: null, pausedBy: null, pausedAt: null, concurrency: null };
}
