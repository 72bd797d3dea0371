import { agingMs } from "../../steps/turn.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Range } from "../outbox/own-watermark.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import type { JobDocument } from "../record/documents.ts";
import { loopLanes, queueLanes, queueOf } from "../record/lane-position.ts";

/** Jobs counted at most in one range of unrelayed writes. */
const maxCountedJobs = 100_000;

/** The first job of each lane of a queue: the server jumps from lane to lane. */
const headsOfLanes = [
  { $match: queueLanes },
  { $sort: { lane: 1, at: 1, _id: 1 } },
  { $group: { _id: "$lane", at: { $first: "$at" }, priority: { $first: "$priority" } } },
];

type LaneHead = { _id: string; at: Date; priority: number };
type Head = { kind: string; queue: string; since: number };
type BacklogDeps = { connection: Connection; watermarks: Watermarks; buffer: OutboxBuffer };

/** Reports how much waits, and since when. */
export function createBacklog({
  connection,
  watermarks,
  buffer,
}: BacklogDeps): Pick<Store, "backlog" | "nextDueAt"> {
  const { jobs } = connection.collections;

  /** Returns the first time in a loop's lane. */
  async function firstIn(lane: string): Promise<number | null> {
    const options = {
      projection: { _id: 0, at: 1 },
      sort: { at: 1 },
      limit: 1,
      hint: "places",
    } as const;
    const [first] = await connection.ask(() =>
      jobs.find<Pick<JobDocument, "at">>({ lane }, options).toArray(),
    );
    return first?.at?.getTime() ?? null;
  }

  /** Returns since when the first in line waits, in each lane of a kind and queue. */
  async function readHeads(): Promise<Head[]> {
    const heads = await connection.ask(() =>
      jobs.aggregate<LaneHead>(headsOfLanes, { hint: "places" }).toArray(),
    );
    return heads.map(({ _id: lane, at, priority }) => ({
      kind: lane.slice(0, lane.indexOf("/")),
      queue: queueOf(lane),
      since: at.getTime() + priority * agingMs,
    }));
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
    const [queued, outbox, heads, dueAt, leaseUntil] = await Promise.all([
      jobs.countDocuments({ state: "queued" }, { hint: "by_state_template_queue" }),
      countUnrelayed(),
      readHeads(),
      firstIn(loopLanes.due),
      firstIn(loopLanes.leased),
    ]);
    const now = connection.time.now();
    return {
      queued,
      outbox,
      oldestDueMs: ageOf([dueAt, ...heads.map(({ since }) => since)], now),
      heads: heads.map(({ kind, queue, since }) => ({
        ...{ kind, queue, waitedMs: Math.max(0, now - since) },
      })),
      oldestExpiredLeaseMs: ageOf([leaseUntil], now),
    };
  }
  return {
    backlog: () => connection.ask(readBacklog),
    nextDueAt: () => firstIn(loopLanes.due),
  };
}

/** Returns the age of the earliest time that is past, in milliseconds; null when none is. */
function ageOf(times: (number | null)[], now: number): number | null {
  const archive = times.filter((time) => time !== null && time <= now).map(Number);
  return archive.length === 0 ? null : now - Math.min(...archive);
}
