import type { Principal } from "@formwork/contracts/account";
import { type JobWait, maxAhead } from "@formwork/contracts/job-wait";
import type { RunKind } from "@formwork/contracts/run";
import type { Worker } from "@formwork/contracts/worker";
import { jobNotFound } from "../jobs/job-not-found.ts";
import { seenJobs } from "../jobs/seen-jobs.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import { type QueueRow, withoutRules } from "../queues/queue-table.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { QueueLoad } from "../store/verbs/work-store.ts";
import type { Workers } from "../workers/workers.ts";
import { waitReasons } from "./wait-reasons.ts";

export type WaitDeps = {
  store: Pick<Store, "waitFacts" | "now" | "knownJobs">;
  queues: Pick<Table<QueueRow>, "get">;
  limits: Pick<ClaimLimits, "current">;
  loads: () => Promise<QueueLoad[]>;
  workers: Pick<Workers, "list">;
};

/** Workers that are looked at for one that would run a job; those that are live come first. */
const maxWorkers = 500;
/** Holders of a concurrency key that are counted: as many as a template may allow. */
const maxHolders = 1000;

/** Returns why a job has not started. */
export async function explainWait(
  deps: WaitDeps,
  { id, principal }: { id: string; principal: Principal },
): Promise<JobWait> {
  const { store, queues, limits, loads, workers } = deps;
  const facts = (await store.waitFacts({ id, maxAhead, maxHolders })) ?? jobNotFound(id);
  const name = facts.job.queue;
  const [rules, all, { perOwner }, { items }] = await Promise.all([
    queues.get({ name }),
    loads(),
    limits.current(),
    workers.list({ limit: maxWorkers }),
  ]);
  const reasons = waitReasons({
    ...{ facts, perOwner, now: store.now() },
    queue: rules?.row ?? withoutRules(name),
    running: all.find((load) => load.name === name)?.running ?? 0,
    workers: workersFor(items, { kind: facts.kind, queue: name }),
  });
  const named = reasons.flatMap((reason) => ("jobs" in reason ? reason.jobs : []));
  const seen = await seenJobs(store, principal, named);
  return {
    state: facts.job.state,
    reasons: reasons.map((reason) =>
      "jobs" in reason ? { ...reason, jobs: reason.jobs.filter((one) => seen.has(one)) } : reason,
    ),
  };
}

function workersFor(workers: Worker[], { kind, queue }: { kind: RunKind; queue: string }) {
  const fitting = workers.filter(
    ({ kinds, queues }) => kinds.includes(kind) && (queues === null || queues.includes(queue)),
  );
  const count = (wanted: Worker["state"]) => fitting.filter(({ state }) => state === wanted).length;
  return { online: count("online"), draining: count("draining") };
}
