import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Range } from "../outbox/own-watermark.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import type { JobDocument } from "../record/documents.ts";
import { loopLanes, queueLanes } from "../record/lane-position.ts";

/** Every priority. Within a lane and a priority the index is in order of due time. */
const priorities = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Jobs counted at most in one range of unrelayed writes. */
const maxCountedJobs = 100_000;

type BacklogDeps = { connection: Connection; watermarks: Watermarks; buffer: OutboxBuffer };

/** Reports how much waits, and since when. */
export function createBacklog({
  connection,
  watermarks,
  buffer,
}: BacklogDeps): Pick<Store, "backlog"> {
  const { jobs } = connection.collections;

  async function earliest(lanes: string[], ranks: number[]): Promise<number | null> {
    const options = {
      projection: { _id: 0, at: 1 },
      sort: { at: 1 },
      limit: 1,
      hint: "lanes",
    } as const;
    const [first] = await jobs
      .find<Pick<JobDocument, "at">>({ lane: { $in: lanes }, rank: { $in: ranks } }, options)
      .toArray();
    return first?.at?.getTime() ?? null;
  }

  async function earliestQueued(): Promise<number | null> {
    const lanes = (await jobs.distinct("lane", queueLanes)).flatMap((lane) => lane ?? []);
    return lanes.length === 0 ? null : earliest(lanes, priorities);
  }

  async function countUnrelayed(): Promise<number> {
    const counts = await Promise.all((await watermarks.unrelayedRanges()).map(countOf));
    return counts.reduce((sum, count) => sum + count, buffer.countOwn());
  }

  async function countOf({ after, upTo }: Range): Promise<number> {
    const inRange = { $and: [{ $gt: ["$$step.by", after] }, { $lte: ["$$step.by", upTo] }] };
    const counting = [
      { $match: { by: { $gt: after, $lte: upTo } } },
      { $limit: maxCountedJobs },
      {
        $group: {
          _id: null,
          count: { $sum: { $size: { $filter: { input: "$steps", as: "step", cond: inRange } } } },
        },
      },
    ];
    return (
      (await jobs.aggregate<{ count: number }>(counting, { hint: "writes" }).toArray())[0]?.count ??
      0
    );
  }

  async function readBacklog() {
    const [queued, outbox, queuedAt, dueAt, leaseUntil] = await Promise.all([
      jobs.countDocuments({ state: "queued" }, { hint: "by_state" }),
      countUnrelayed(),
      earliestQueued(),
      earliest([loopLanes.due], [0]),
      earliest([loopLanes.leased], [0]),
    ]);
    const now = connection.time.now();
    return {
      queued,
      outbox,
      oldestDueMs: ageOf([queuedAt, dueAt], now),
      oldestExpiredLeaseMs: ageOf([leaseUntil], now),
      nextDueAt: dueAt,
    };
  }
  return { backlog: () => connection.ask(readBacklog) };
}

/** Returns the age of the earliest time that is past, in milliseconds; null when none is. */
function ageOf(times: (number | null)[], now: number): number | null {
  const archive = times.filter((time) => time !== null && time <= now).map(Number);
  return archive.length === 0 ? null : now - Math.min(...archive);
}
