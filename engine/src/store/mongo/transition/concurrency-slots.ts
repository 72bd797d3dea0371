import type { Connection } from "../connection/connection.ts";
import type { JobRecord } from "../record/documents.ts";
import { keyLane } from "../record/lane-position.ts";
import type { Parking } from "./parking.ts";

/** The slots of some concurrency keys, during one claim. */
export type KeySlots = {
  /** Returns a free slot of the job's key, or undefined where all are taken. */
  free: (job: JobRecord) => number | undefined;
  take: (key: string, slot: number) => void;
};

/**
 * Limits how many jobs of a concurrency key run at once: a semaphore per key. A running job holds
 * one of `limit` slots, and (key, slot) is unique. So the write that starts a job also keeps the
 * limit, however many workers claim at once, and the write that ends it frees the slot: there is no
 * counter that could be wrong.
 *
 * Queued jobs of a key whose slots are all taken are parked. Each freed slot unparks the next one.
 */
export function createConcurrencySlots(deps: { connection: Connection; parking: Parking }) {
  const { connection, parking } = deps;
  const { jobs } = connection.collections;

  /** Reads which slots of the candidates' keys are taken. */
  async function slotsFor(candidates: JobRecord[]): Promise<KeySlots> {
    const keys = new Set(candidates.flatMap(({ concurrencyKey }) => concurrencyKey ?? []));
    const taken = keys.size === 0 ? new Map<string, Set<number>>() : await takenSlots(keys);
    const of = (key: string) => taken.get(key) ?? new Set();
    return {
      free: ({ concurrencyKey = "", fixed }) =>
        freeSlot(of(concurrencyKey), fixed.concurrencyLimit ?? 1),
      take: (key, slot) => taken.set(key, new Set(of(key)).add(slot)),
    };
  }

  async function takenSlots(keys: Iterable<string>): Promise<Map<string, Set<number>>> {
    const filter = { concurrencyKey: { $in: [...keys] }, slot: { $exists: true } };
    const running = await connection.ask(() =>
      jobs
        .find(filter, { projection: { _id: 0, concurrencyKey: 1, slot: 1 }, hint: "slots" })
        .toArray(),
    );
    const taken = new Map<string, Set<number>>();
    for (const { concurrencyKey = "", slot = 0 } of running)
      taken.set(concurrencyKey, new Set(taken.get(concurrencyKey)).add(slot));
    return taken;
  }

  /**
   * Unparks a job for each free slot of these keys: the process that freed one may have died before
   * it unparked the next job, or have done it before that job was parked.
   */
  async function unparkFree(keys: ReadonlySet<string>): Promise<void> {
    if (keys.size === 0) return;
    const taken = await takenSlots(keys);
    for (const key of keys) {
      const parked = { lane: keyLane(key) };
      const next = await connection.ask(() =>
        jobs.findOne(parked, { projection: { "fixed.concurrencyLimit": 1 }, hint: "places" }),
      );
      const free = (next?.fixed.concurrencyLimit ?? 0) - (taken.get(key)?.size ?? 0);
      if (free > 0) await parking.unparkSome(keyLane(key), free);
    }
  }
  return { slotsFor, unparkFree };
}
export type ConcurrencySlots = ReturnType<typeof createConcurrencySlots>;

/**
 * Returns the lowest free slot, or undefined where `limit` are taken. More may be: jobs of another
 * template version can bring a greater limit for the same key.
 */
function freeSlot(taken: Set<number>, limit: number): number | undefined {
  if (taken.size >= limit) return undefined;
  for (let slot = 0; slot < limit; slot++) if (!taken.has(slot)) return slot;
  return undefined;
}
