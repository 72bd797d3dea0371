import type { Connection } from "../connection/connection.ts";
import type { JobRecord } from "../record/documents.ts";

/** The index `lines`, for a call that takes no name. */
const lineOrder = { concurrencyKey: 1, parked: 1, priority: -1, runAt: 1, _id: 1 } as const;

export type Admitted<Job> = { job: Job; slot?: number };

/**
 * Concurrency keys. A running job of a key has one of its `limit` slots, and (key, slot) is unique:
 * the limit is kept by the very write that starts a job, however many workers claim at once, and a
 * job that stops running for any reason leaves its slot in the write by which it stops. There is no
 * counter that could go wrong.
 */
export function createConcurrencySlots({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  /** Gives each candidate a free slot of its key; parks the line of a key that is full. */
  async function admit<Job extends JobRecord>(candidates: Job[]): Promise<Admitted<Job>[]> {
    const keys = new Set(candidates.flatMap(({ concurrencyKey }) => concurrencyKey ?? []));
    if (keys.size === 0) return candidates.map((job) => ({ job }));
    const taken = await takenOf(keys);
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

  async function takenOf(keys: Iterable<string>): Promise<Map<string, Set<number>>> {
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

  /** Takes the line of full keys out of sight, so that it is not walked by each claim. */
  async function park(keys: Set<string>, staying: Set<string>): Promise<void> {
    const line = {
      concurrencyKey: { $in: [...keys] },
      state: "queued" as const,
      lane: { $exists: true },
      _id: { $nin: [...staying] },
    };
    await connection.ask(() =>
      jobs.updateMany(
        line,
        { $set: { parked: true }, $unset: { lane: true, rank: true, at: true } },
        { hint: "lines" },
      ),
    );
    // Room that was left a moment ago woke nobody, for nobody was parked.
    await wakeWhereRoom(keys);
  }

  /** Lets the next in line be claimed, one for each of `keys`. */
  async function wake(keys: (string | undefined)[]): Promise<void> {
    for (const key of keys) {
      if (key === undefined) continue;
      const line = { concurrencyKey: key, state: "queued" as const, parked: true as const };
      const lane = { $concat: ["$fixed.kind", "/", "$fixed.queue"] };
      const seen = [{ $set: { lane, rank: "$priority", at: "$runAt" } }, { $unset: "parked" }];
      const options = {
        sort: { priority: -1, runAt: 1, _id: 1 },
        projection: { _id: 1 },
        hint: { ...lineOrder },
      } as const;
      await connection.ask(() => jobs.findOneAndUpdate(line, seen, options));
    }
  }

  /**
   * Looks after keys with room, in whose line everybody is parked: a process may have died before
   * it could wake the next.
   */
  async function wakeWhereRoom(keys: Iterable<string>): Promise<void> {
    const taken = await takenOf(keys);
    for (const key of keys) {
      const line = { concurrencyKey: key, state: "queued" as const, parked: true as const };
      const next = await connection.ask(() =>
        jobs.findOne(line, { projection: { "fixed.concurrencyLimit": 1 }, hint: "lines" }),
      );
      const room = (next?.fixed.concurrencyLimit ?? 0) - (taken.get(key)?.size ?? 0);
      if (room > 0) await wake(Array(room).fill(key));
    }
  }

  /** Keys in whose line somebody is parked. */
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
  return { admit, wake, heal: async () => wakeWhereRoom(await parkedKeys()) };
}
export type ConcurrencySlots = ReturnType<typeof createConcurrencySlots>;

/**
 * The lowest free slot; none where as many run as may, also under the greater limit of another
 * version.
 */
function freeSlot(taken: Set<number>, limit: number): number | undefined {
  if (taken.size >= limit) return undefined;
  for (let slot = 0; slot < limit; slot++) if (!taken.has(slot)) return slot;
  return undefined;
}

/** The key of a job that leaves work, or the line unclaimed, and with it room for the next. */
export function releasedKey(job: JobRecord): string | undefined {
  return job.state === "running" || job.state === "queued" ? job.concurrencyKey : undefined;
}
