import type { Queue } from "@formwork/contracts/queue";

/** How many jobs waited in a queue at a time, and how long the oldest of them had. */
export type QueueSample = { at: number; queued: number; oldestMs: number };
/** The samples of each queue by its name, oldest first. */
export type QueueSamples = ReadonlyMap<string, readonly QueueSample[]>;

/** Samples that are kept of a queue: five minutes, as one is taken each five seconds. */
const maxSamples = 60;

/** Returns the samples with one more of each queue that is there; others are forgotten. */
export function addSamples(
  samples: QueueSamples,
  queues: readonly Pick<Queue, "name" | "queued" | "oldestDueMs">[],
  at: number,
): QueueSamples {
  return new Map(
    queues.map(({ name, queued, oldestDueMs }) => {
      const sample = { at, queued, oldestMs: oldestDueMs ?? 0 };
      return [name, [...(samples.get(name) ?? []), sample].slice(-maxSamples)];
    }),
  );
}
