import type { Queue } from "@formwork/contracts/queue";

/** Returns since when the job has waited that has waited longest, by what queues say at `now`; null where none waits. */
export function dueOf(queues: readonly Pick<Queue, "oldestDueMs">[], now: number): number | null {
  const waits = queues.flatMap(({ oldestDueMs }) => (oldestDueMs === null ? [] : [oldestDueMs]));
  return waits.length === 0 ? null : now - Math.max(...waits);
}

/** Returns how long a job has waited that was due at a time; 0 where none waits. */
export function waitOf(dueAt: number | null, now: number): number {
  return dueAt === null ? 0 : Math.max(0, now - dueAt);
}

/** Says a wait in whole units: a number that counts tenths of a second would never stand still. */
export function wholeSeconds(ms: number): number {
  return ms - (ms % 1_000);
}
