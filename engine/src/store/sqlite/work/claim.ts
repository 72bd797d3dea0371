import { randomUUID } from "node:crypto";
import type { ClaimedJob } from "../../job-store.ts";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import { type JobRow, jobOf, type WholeRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { createLanes } from "./lanes.ts";

type Request = Parameters<Store["claimJobs"]>[0];
type Lease = { workerId: string; leaseToken: string; leaseUntil: number };

/** Hands queued jobs to a worker. */
export function createClaim({ database, ledger }: { database: Database; ledger: Ledger }) {
  const lanes = createLanes({ database });
  const atWork = database.statement<{ count: number }>(
    "select count(*) as count from jobs where state = 'running' and concurrencyKey = ?",
  );
  const park = database.statement("update jobs set parked = 1 where no = ?");

  function claimJobs(commit: Commit, request: Request): ClaimedJob[] {
    const lease = {
      workerId: request.workerId,
      leaseToken: randomUUID(),
      leaseUntil: commit.now + request.leaseMs,
    };
    const claimed: ClaimedJob[] = [];
    for (;;) {
      const wanted = request.limit - claimed.length;
      const candidates = lanes.first({ ...request, limit: wanted });
      for (const row of candidates) {
        // Parked until a job of its key ends, so that a long line behind a full key is walked once
        // and not by each claim.
        if (hasRoom(row)) claimed.push(claim(commit, row, lease));
        else park.run(row.no);
      }
      if (candidates.length < wanted || claimed.length >= request.limit) return claimed;
    }
  }

  function hasRoom({ concurrencyKey, concurrencyLimit }: JobRow): boolean {
    return (
      concurrencyKey === null || (atWork.get(concurrencyKey)?.count ?? 0) < (concurrencyLimit ?? 1)
    );
  }

  function claim(commit: Commit, row: WholeRow, lease: Lease): ClaimedJob {
    const changes = { ...lease, attempt: row.attempt + 1, startedAt: commit.now, progress: null };
    const after = ledger.move(commit, row, { cause: "claim", changes });
    const { payload, result } = row;
    const { kind, timeoutMs, run, failures, traceparent } = after;
    return {
      job: jobOf({ ...after, payload, result }),
      token: lease.leaseToken,
      kind,
      timeoutMs,
      run,
      failures,
      traceparent,
    };
  }
  return { claimJobs };
}
