import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Range } from "../outbox/own-watermark.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import type { JobDocument } from "../record/documents.ts";
import { loopLanes, queueLanes } from "../record/lane-position.ts";

/** Every priority, by which each lane of queued jobs falls into stretches in order of due time. */
const priorities = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Unrelayed jobs that are counted at most; beyond that, exactly how many does not matter. */
const many = 100_000;

type BacklogDeps = { connection: Connection; watermarks: Watermarks; buffer: OutboxBuffer };

/** How much waits, and for how long. */
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

  async function unrelayed(): Promise<number> {
    const counts = await Promise.all((await watermarks.unmarked()).map(countOf));
    return counts.reduce((sum, count) => sum + count, buffer.count());
  }

  async function countOf({ after, upTo }: Range): Promise<number> {
    const theirs = { $and: [{ $gt: ["$$step.by", after] }, { $lte: ["$$step.by", upTo] }] };
    const counting = [
      { $match: { by: { $gt: after, $lte: upTo } } },
      { $limit: many },
      {
        $group: {
          _id: null,
          count: { $sum: { $size: { $filter: { input: "$steps", as: "step", cond: theirs } } } },
        },
      },
    ];
    return (
      (await jobs.aggregate<{ count: number }>(counting, { hint: "writes" }).toArray())[0]?.count ??
      0
    );
  }

  async function look() {
    const [queued, outbox, queuedAt, dueAt, leaseUntil] = await Promise.all([
      jobs.countDocuments({ state: "queued" }, { hint: "by_state" }),
      unrelayed(),
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
  return { backlog: () => connection.ask(look) };
}

/** Age of the oldest of some times that are past; null when none is. */
function ageOf(times: (number | null)[], now: number): number | null {
  const archive = times.filter((time) => time !== null && time <= now).map(Number);
  return archive.length === 0 ? null : now - Math.min(...archive);
}
