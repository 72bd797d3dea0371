import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";
import type { CountEpoch } from "./count-epoch.ts";
import type { RemoveDeleted } from "./deleted-jobs.ts";
import type { Confirmed, OutboxBuffer } from "./outbox-buffer.ts";
import type { Range } from "./own-watermark.ts";
import type { Watermarks } from "./watermarks.ts";

type OutboxDeps = {
  connection: Connection;
  clock: Clock;
  watermarks: Watermarks;
  buffer: OutboxBuffer;
  removeDeleted: RemoveDeleted;
  epochs: CountEpoch;
};

/** Milliseconds between sweeps for orphaned events. */
const sweepMs = 2000;

/** Hands out events to relay, and clears those that the bus has confirmed. */
export function createOutbox({
  connection,
  clock,
  watermarks,
  buffer,
  removeDeleted,
  epochs,
}: OutboxDeps): Pick<Store, "takeOutbox" | "clearOutbox"> {
  const { jobs } = connection.collections;
  let sweptAt = Number.NEGATIVE_INFINITY;
  let hasMore = false;

  async function takeOutbox({ limit }: { limit: number }) {
    const isTime = clock.monotonic() - sweptAt >= sweepMs;
    if ((isTime && !buffer.isFull()) || (hasMore && buffer.isEmpty())) await sweep(limit);
    return buffer.take(limit);
  }

  /** Buffers the events of up to `limit` jobs whose writer died or lost track of them. */
  async function sweep(limit: number): Promise<void> {
    let found = 0;
    for (const range of await watermarks.orphanedRanges()) {
      const orphans = await read(range, limit - found);
      await watermarks.read(orphans.flatMap(({ steps }) => steps.map(({ by }) => by)));
      for (const job of orphans) buffer.add(job, true);
      if (orphans.length === 0) await watermarks.closeRange(range);
      found += orphans.length;
      if (found >= limit) break;
    }
    sweptAt = clock.monotonic();
    hasMore = found >= limit;
  }

  function read({ after, upTo }: Range, limit: number): Promise<JobRecord[]> {
    const options = {
      projection: withoutPayload,
      sort: { by: 1 },
      limit,
      batchSize: limit + 1,
      hint: "writes",
    } as const;
    return connection.ask(() =>
      jobs.find<JobRecord>({ by: { $gt: after, $lte: upTo } }, options).toArray(),
    );
  }

  async function clearOutbox({ positions }: { positions: string[] }): Promise<void> {
    const confirmed = buffer.confirm(positions);
    await removeJobs(confirmed.flatMap(({ job }) => (isDeleted(job) ? [job] : [])));
    await markRelayed(confirmed.filter(({ isOrphan }) => isOrphan));
    await watermarks.save();
  }

  /** Removes deleted jobs, whose last event is on the bus. */
  async function removeJobs(deleted: JobRecord[]): Promise<void> {
    if (deleted.length === 0) return;
    try {
      await epochs.around(() => removeDeleted(deleted.map(({ _id }) => _id)));
    } catch (error) {
      // A later sweep finds them again and repeats it.
      for (const { by } of deleted) watermarks.loseWrite(by, 0);
      throw error;
    }
  }

  /**
   * Notes in the documents of orphaned events that these are relayed. A job that was written since
   * is left to the process that wrote it.
   */
  async function markRelayed(confirmed: Confirmed[]): Promise<void> {
    if (confirmed.length === 0) return;
    const statements = [...Map.groupBy(confirmed, ({ relayed }) => relayed)].map(
      ([relayed, group]) => ({
        updateMany: {
          filter: { _id: { $in: group.map(({ job }) => job._id) }, seq: relayed },
          update: { $set: { relayed, by: 0 } },
        },
      }),
    );
    await epochs.around(() => connection.ask(() => jobs.bulkWrite(statements, { ordered: false })));
  }
  return { takeOutbox, clearOutbox };
}

function isDeleted(job: JobRecord): boolean {
  return job.steps.at(-1)?.c === "delete";
}
