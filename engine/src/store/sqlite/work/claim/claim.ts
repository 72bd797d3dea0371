import { randomUUID } from "node:crypto";
import type { SQLOutputValue } from "node:sqlite";
import type { Store } from "../../../store.ts";
import type { Commit } from "../../commit/commit.ts";
import { fixedColumns, standingColumns } from "../../commit/rows.ts";
import type { WriteTransitions } from "../../commit/transition-writer.ts";
import type { Database } from "../../connection/database.ts";
import { type Capacity, createCapacity } from "./capacity.ts";
import { type Candidate, createLanes } from "./lanes.ts";
import { createParking } from "./parking.ts";

type Request = Parameters<Store["claimJobs"]>[0];

/**
 * Jobs that were claimed under one token, as one flat list: for each the values of `fixedColumns`
 * and payload, then those of `standingColumns`.
 */
export type Claimed = { token: string; jobs: SQLOutputValue[] };

/** Hands queued jobs to a worker. */
export function createClaim(database: Database, writeTransitions: WriteTransitions) {
  const lanes = createLanes(database);
  const capacityOf = createCapacity(database);
  const parking = createParking(database);

  function claimJobs(commit: Commit, request: Request): Claimed {
    const claimed: Claimed = { token: randomUUID(), jobs: [] };
    const capacity = capacityOf(commit, request.limits);
    let wanted = request.limit;
    for (;;) {
      const candidates = lanes.first({ ...request, limit: wanted, closed: capacity.closed });
      const taken = take(commit, request, claimed, admit(candidates, capacity));
      const isLast = candidates.length < wanted && !parking.hasOffered();
      if (isLast || taken === wanted) return claimed;
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

  /** The candidates that may start; the others are parked, or their queue is closed. */
  function admit(candidates: Candidate[], capacity: Capacity): Candidate[] {
    const keys = parking.keysOf();
    return candidates.filter(({ row }) => {
      if (capacity.closed.has(row.queue)) return false;
      const [fitsKey, fitsOwner] = [keys.fits(row), capacity.hasOwner(row.createdBy)];
      if (!fitsKey || !fitsOwner) parking.park(row, { fitsKey, fitsOwner });
      if (!fitsKey || !fitsOwner) return false;
      keys.take(row);
      capacity.take(row);
      return true;
    });
  }
  return claimJobs;
}
