import { randomUUID } from "node:crypto";
import type { SQLOutputValue } from "node:sqlite";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { fixedColumns, standingColumns } from "../commit/rows.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import { type Candidate, createLanes } from "./lanes.ts";
import { createQueueRooms, type QueueRooms } from "./queue-rooms.ts";

type Request = Parameters<Store["claimJobs"]>[0];

/**
 * Jobs that were claimed under one token, as one flat list: for each the values of `fixedColumns`
 * and payload, then those of `standingColumns`.
 */
export type Claimed = { token: string; jobs: SQLOutputValue[] };

/** Hands queued jobs to a worker. */
export function createClaim(database: Database, writeTransitions: WriteTransitions) {
  const lanes = createLanes(database);
  const roomsOf = createQueueRooms(database);
  const running = database.statement<{ count: number }>(
    "select count(*) as count from standings where state = 'running' and concurrencyKey = ?",
  );
  const park = database.statement("update standings set parked = 1 where job = ?");

  function claimJobs(commit: Commit, request: Request): Claimed {
    const claimed: Claimed = { token: randomUUID(), jobs: [] };
    const rooms = roomsOf(commit, request.limits);
    let wanted = request.limit;
    for (;;) {
      const candidates = lanes.first({ ...request, limit: wanted, closed: rooms.closed });
      const taken = take(commit, request, claimed, admit(candidates, rooms));
      if (candidates.length < wanted || taken === wanted) return claimed;
      wanted -= taken;
    }
  }

  /** Claims jobs, adds them to `claimed` and returns how many. */
  function take(
    commit: Commit,
    { workerId, leaseMs }: Request,
    { token, jobs }: Claimed,
    admitted: Candidate[],
  ): number {
    const step = { c: "claim", at: commit.now, worker: workerId } as const;
    const set = { workerId, leaseToken: token, leaseUntil: commit.now + leaseMs };
    const standings = writeTransitions(
      commit,
      admitted.map(({ row }) => ({ row, step, set })),
    );
    admitted.forEach(({ row, values }, index) => {
      const standing = standings[index] ?? row;
      for (let at = 0; at < fixedColumns.length; at++) jobs.push(values[at] ?? null);
      jobs.push(values.at(-1) ?? null);
      for (const column of standingColumns) jobs.push(standing[column]);
    });
    return admitted.length;
  }

  /**
   * The candidates whose queue and concurrency key have room. Those of a full key are parked until
   * a job of it ends, so that a long line behind it is walked once and not by each claim.
   */
  function admit(candidates: Candidate[], rooms: QueueRooms): Candidate[] {
    const used = new Map<string, number>();
    return candidates.filter(({ row: { no, queue, concurrencyKey: key, concurrencyLimit } }) => {
      if (rooms.closed.has(queue)) return false;
      if (key === null) return rooms.take(queue);
      const atWork = used.get(key) ?? running.get(key)?.count ?? 0;
      const fits = atWork < (concurrencyLimit ?? 1);
      used.set(key, fits ? atWork + 1 : atWork);
      if (!fits) park.run(no);
      return fits && rooms.take(queue);
    });
  }
  return claimJobs;
}
