import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";
import type { Confirmed, OutboxBuffer } from "./outbox-buffer.ts";
import type { Range } from "./own-watermark.ts";
import type { Prune } from "./prune.ts";
import type { Watermarks } from "./watermarks.ts";

type OutboxDeps = {
  connection: Connection;
  clock: Clock;
  watermarks: Watermarks;
  buffer: OutboxBuffer;
  prune: Prune;
};

/** Milliseconds between looks after what was left behind. */
const betweenLooks = 2000;

/** Events on their way to the bus. */
export function createOutbox({
  connection,
  clock,
  watermarks,
  buffer,
  prune,
}: OutboxDeps): Pick<Store, "takeOutbox" | "clearOutbox"> {
  const { jobs } = connection.collections;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let more = false;

  /** What this process knows of, and what was left behind, where it is time to look for that. */
  async function takeOutbox({ limit }: { limit: number }) {
    const isTime = clock.monotonic() - lookedAt >= betweenLooks;
    if ((isTime && !buffer.isFull()) || (more && buffer.isEmpty())) await sweep(limit);
    return buffer.take(limit);
  }

  async function sweep(limit: number): Promise<void> {
    let found = 0;
    for (const range of await watermarks.leftBehind()) {
      const left = await read(range, limit - found);
      await watermarks.read(left.flatMap(({ steps }) => steps.map(({ by }) => by)));
      for (const job of left) buffer.note(job, true);
      if (left.length === 0) await watermarks.conclude(range);
      found += left.length;
      if (found >= limit) break;
    }
    lookedAt = clock.monotonic();
    more = found >= limit;
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
    await bury(confirmed.flatMap(({ job }) => (job.steps.at(-1)?.c === "delete" ? [job] : [])));
    await adopt(confirmed.filter(({ left }) => left));
    await watermarks.save();
  }

  /** The last event of a deleted job is on the bus: nothing of it is needed any more. */
  async function bury(deleted: JobRecord[]): Promise<void> {
    try {
      await prune(deleted.map(({ _id }) => _id));
    } catch (error) {
      for (const { by } of deleted) watermarks.lose(by, 0);
      throw error;
    }
  }

  /**
   * What another process left behind is on the bus now. If others have written about a job
   * meanwhile, it is theirs.
   */
  async function adopt(confirmed: Confirmed[]): Promise<void> {
    if (confirmed.length === 0) return;
    const statements = [...Map.groupBy(confirmed, ({ relayed }) => relayed)].map(
      ([relayed, group]) => ({
        updateMany: {
          filter: { _id: { $in: group.map(({ job }) => job._id) }, seq: relayed },
          update: { $set: { relayed, by: 0 } },
        },
      }),
    );
    await connection.ask(() => jobs.bulkWrite(statements, { ordered: false }));
  }
  return { takeOutbox, clearOutbox };
}
