import type { Retention, RetentionPreview } from "@formwork/contracts/retention";
import { type FinalState, finalStates } from "@formwork/contracts/states";
import { isoTimeOrNull } from "../store/iso-time.ts";
import type { KeepPolicy } from "../store/verbs/keep-policy.ts";
import type { ExpiredJob } from "../store/verbs/prune-store.ts";
import { keepFor, policyOf } from "./keep-for.ts";
import type { RetentionDeps } from "./retention-deps.ts";
import { requireRetention } from "./set-retention.ts";

type Deps = Pick<RetentionDeps, "store" | "templates">;
type Params = { retention: Retention; signal?: AbortSignal | undefined };
/** Jobs that a look may still cost. */
type Budget = { left: number; signal: AbortSignal | undefined };

/** Jobs that are looked at for a preview; some 200 ms. */
const maxLooked = 50_000;
/** Logs that are looked at; each costs more. */
const maxLookedLogs = 5000;
/** Jobs per call of the store, between which others are answered. */
const portion = 1000;

/** Counts what a retention would remove now. What was looked at bounds its cost, not what is stored. */
export async function previewRetention(
  { store, templates }: Deps,
  { retention, signal }: Params,
): Promise<RetentionPreview> {
  requireRetention(retention);
  const policy = policyOf(retention, await templates.retentions());
  const tally = createTally();
  const budget = { left: maxLooked, signal };
  let more = false;
  for (const state of finalStates) {
    const isAll = await countExpired(store, { policy, state, budget }, tally.add);
    if (isAll) continue;
    more = true;
    tally.addNewest(await newestExpired(store, policy, state));
  }
  const logs = await countLogs(store, retention, { left: maxLookedLogs, signal });
  return { ...tally.sum(), more, logs: logs.count, moreLogs: logs.more };
}

/** Passes on the expired jobs of a state; false when the budget was used up before. */
async function countExpired(
  store: Deps["store"],
  { policy, state, budget }: { policy: KeepPolicy; state: FinalState; budget: Budget },
  add: (jobs: ExpiredJob[]) => void,
): Promise<boolean> {
  let after: string | null = null;
  do {
    budget.signal?.throwIfAborted();
    if (budget.left <= 0) return false;
    const { jobs, next }: Awaited<ReturnType<typeof store.findExpiredJobs>> =
      await store.findExpiredJobs({ policy, state, after, limit: portion });
    add(jobs);
    budget.left -= portion;
    after = next;
  } while (after !== null);
  return true;
}

async function newestExpired(store: Deps["store"], policy: KeepPolicy, state: FinalState) {
  return (await store.findExpiredJobs({ policy, state, limit: portion, newestFirst: true })).jobs;
}

/** Counts logs that would go while their jobs stay, at least until those are due themselves. */
async function countLogs(
  store: Deps["store"],
  { logs }: Retention,
  budget: Budget,
): Promise<{ count: number; more: boolean }> {
  const keepMs = keepFor(logs);
  if (keepMs === null) return { count: 0, more: false };
  let count = 0;
  let after: string | null = null;
  do {
    budget.signal?.throwIfAborted();
    if (budget.left <= 0) return { count, more: true };
    const { ids, next }: Awaited<ReturnType<typeof store.findOldLogs>> = await store.findOldLogs({
      keepMs,
      after,
      limit: portion,
    });
    count += ids.length;
    budget.left -= portion;
    after = next;
  } while (after !== null);
  return { count, more: false };
}

/** Adds up jobs by template and state, and the times of their ends. */
function createTally() {
  const counts = new Map<string, { template: string; state: FinalState; count: number }>();
  let oldest: number | null = null;
  let newest: number | null = null;

  function addTimes(jobs: ExpiredJob[]): void {
    for (const { finishedAt } of jobs) {
      oldest = Math.min(oldest ?? finishedAt, finishedAt);
      newest = Math.max(newest ?? finishedAt, finishedAt);
    }
  }
  return {
    add(jobs: ExpiredJob[]): void {
      addTimes(jobs);
      for (const { template, state } of jobs) {
        const key = `${state} ${template}`;
        const count = (counts.get(key)?.count ?? 0) + 1;
        counts.set(key, { template, state, count });
      }
    },
    addNewest: addTimes,
    sum() {
      const groups = [...counts.values()].sort((a, b) => b.count - a.count);
      return {
        jobs: groups.reduce((sum, { count }) => sum + count, 0),
        ...{ oldest: isoTimeOrNull(oldest), newest: isoTimeOrNull(newest) },
        groups,
      };
    },
  };
}
