import type { Connection } from "../connection/connection.ts";
import type { JobRecord } from "../record/documents.ts";

/** The keys of the index `lines`, for a call that takes no name of an index. */
const keysOfLines = { concurrencyKey: 1, parked: 1, priority: -1, runAt: 1, _id: 1 } as const;

/** A candidate that may run; `slot` where its concurrency key has limited slots. */
export type Admitted<Job> = { job: Job; slot?: number };

/**
 * Limits how many jobs of a concurrency key run at once: a semaphore per key. A running job holds
 * one of `limit` slots, and (key, slot) is unique. So the write that starts a job also keeps the
 * limit, however many workers claim at once, and the write that ends it frees the slot: there is no
 * counter that could be wrong.
 *
 * Queued jobs of a key whose slots are all taken are parked: taken out of their lane, so that claims
 * do not read past them. Each freed slot unparks the next one.
 */
export function createConcurrencySlots({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  /** Returns the candidates that have a free slot, with it; parks the jobs of keys without one. */
  async function admit<Job extends JobRecord>(candidates: Job[]): Promise<Admitted<Job>[]> {
    const keys = new Set(candidates.flatMap(({ concurrencyKey }) => concurrencyKey ?? []));
    if (keys.size === 0) return candidates.map((job) => ({ job }));
    const taken = await takenSlots(keys);
    const full = new Set<string>();
    const admitted = candidates.flatMap((job): Admitted<Job>[] => {
      if (job.concurrencyKey === undefined) return [{ job }];
      const slot = freeSlot(
        taken.get(job.concurrencyKey) ?? new Set(),
        job.fixed.concurrencyLimit ?? 1,
      );
      if (slot === undefined) full.add(job.concurrencyKey);
      if (slot === undefined) return [];
      taken.set(job.concurrencyKey, new Set(taken.get(job.concurrencyKey)).add(slot));
      return [{ job, slot }];
    });
    const staying = new Set(admitted.map(({ job }) => job._id));
    if (full.size > 0) await park(full, staying);
    return admitted;
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

  /** Parks the queued jobs of full keys, but for those that were just given a slot. */
  async function park(keys: Set<string>, staying: Set<string>): Promise<void> {
    const queued = {
      concurrencyKey: { $in: [...keys] },
      state: "queued" as const,
      lane: { $exists: true },
      _id: { $nin: [...staying] },
    };
    await connection.ask(() =>
      jobs.updateMany(
        queued,
        { $set: { parked: true }, $unset: { lane: true, rank: true, at: true } },
        { hint: "lines" },
      ),
    );
    // A slot that was freed a moment ago unparked no job, because none was parked yet.
    await unparkFree(keys);
  }

  /** Unparks the next job of each key; a key that is named twice unparks two. */
  async function unpark(keys: (string | undefined)[]): Promise<void> {
    for (const key of keys) {
      if (key === undefined) continue;
      const parked = { concurrencyKey: key, state: "queued" as const, parked: true as const };
      const lane = { $concat: ["$fixed.kind", "/", "$fixed.queue"] };
      const update = [{ $set: { lane, rank: "$priority", at: "$runAt" } }, { $unset: "parked" }];
      const options = {
        sort: { priority: -1, runAt: 1, _id: 1 },
        projection: { _id: 1 },
        hint: { ...keysOfLines },
      } as const;
      await connection.ask(() => jobs.findOneAndUpdate(parked, update, options));
    }
  }

  /**
   * Unparks a job for each free slot of these keys: the process that freed one may have died before
   * it unparked the next job.
   */
  async function unparkFree(keys: Iterable<string>): Promise<void> {
    const taken = await takenSlots(keys);
    for (const key of keys) {
      const parked = { concurrencyKey: key, state: "queued" as const, parked: true as const };
      const next = await connection.ask(() =>
        jobs.findOne(parked, { projection: { "fixed.concurrencyLimit": 1 }, hint: "lines" }),
      );
      const free = (next?.fixed.concurrencyLimit ?? 0) - (taken.get(key)?.size ?? 0);
      if (free > 0) await unpark(Array(free).fill(key));
    }
  }

  /** Returns the keys with parked jobs. */
  async function parkedKeys(): Promise<string[]> {
    const keys = await connection.ask(() =>
      jobs.distinct("concurrencyKey", {
        concurrencyKey: { $gt: "" },
        state: "queued",
        parked: true,
      }),
    );
    return keys.flatMap((key) => key ?? []);
  }
  return {
    admit,
    unpark,
    /** Unparks a job for each free slot of any key. */
    unparkAllFree: async () => unparkFree(await parkedKeys()),
  };
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

/** Returns the key of a job that was running or queued, whose slot or turn another may take. */
export function releasedKey(job: JobRecord): string | undefined {
  return job.state === "running" || job.state === "queued" ? job.concurrencyKey : undefined;
}
