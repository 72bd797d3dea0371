import { randomUUID } from "node:crypto";

import type { SQLOutputValue } from "node:sqlite";
import type { Store } from "../../store.ts";
import type { Standing } from "../../transition.ts";

import type { Commit } from "../commit/commit.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import { type Candidate, createLanes } from "./lanes.ts";

type Request = Parameters<Store["claimJobs"]>[0];

/** Jobs that were claimed under one token: the values of `fixedColumns`, payload and standing. */
export type Claimed = {
  token: string;
  jobs: { fixed: SQLOutputValue[]; payload: string; standing: Standing<number> }[];
};

/** Hands queued jobs to a worker. */
export function createClaim(database: Database, writeTransitions: WriteTransitions) {
  const lanes = createLanes(database);
  const running = database.statement<{ count: number }>(
    "select count(*) as count from standings where state = 'running' and concurrencyKey = ?",
  );
  const park = database.statement("update standings set parked = 1 where job = ?");

  function claimJobs(commit: Commit, request: Request): Claimed {
    const token = randomUUID();
    const jobs: Claimed["jobs"] = [];
    for (;;) {
      const wanted = request.limit - jobs.length;
      const candidates = lanes.first({ ...request, limit: wanted });
      jobs.push(...take(commit, request, token, candidates));
      if (candidates.length < wanted || jobs.length >= request.limit) return { token, jobs };
    }
  }

  function take(commit: Commit, request: Request, token: string, candidates: Candidate[]) {
    const { workerId, leaseMs } = request;
    const step = { c: "claim", at: commit.now, worker: workerId } as const;
    const set = { workerId, leaseToken: token, leaseUntil: commit.now + leaseMs };
    const admitted = admit(candidates);
    const standings = writeTransitions(
      commit,
      admitted.map(({ row }) => ({ row, step, set })),
    );
    return admitted.map(({ row, fixed, payload }, index) => {
      return { fixed, payload, standing: standings[index] ?? row };
    });
  }

  /**
   * The candidates whose concurrency key has room. The others are parked until a job of their key
   * ends, so that a long line behind a full key is walked once and not by each claim.
   */
  function admit(candidates: Candidate[]): Candidate[] {
    const used = new Map<string, number>();
    return candidates.filter(({ row: { no, concurrencyKey: key, concurrencyLimit } }) => {
      if (key === null) return true;
      const atWork = used.get(key) ?? running.get(key)?.count ?? 0;
      const fits = atWork < (concurrencyLimit ?? 1);
      used.set(key, fits ? atWork + 1 : atWork);
      if (!fits) park.run(no);
      return fits;
    });
  }
  return claimJobs;
}
