import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claimedRowsOf, wholeRowOf } from "../commit/rows.ts";
import type { Claimed } from "../work/claim/claim.ts";
import { packSettlements } from "../work/packed-settlement.ts";
import type { Backlog } from "../work/waiting/backlog.ts";
import { jobOf, wholeJob } from "./job-of-row.ts";
import type { KnownJobs } from "./known-jobs.ts";
import type { Threads } from "./threads.ts";

type WorkCalls = Pick<
  Store,
  | "claimJobs"
  | "remoteLanes"
  | "renewLeases"
  | "settleJobs"
  | "reportProgress"
  | "stageJobs"
  | "nextDueAt"
  | "rescueJobs"
  | "keyHolds"
  | "ownersAtWork"
  | "endAttempt"
  | "queueLoads"
  | "waitFacts"
  | "backlog"
>;
type WorkDeps = { threads: Threads; known: KnownJobs; now: () => number; relayed: () => number };

/** Moves jobs between queue and workers. */
export function createWorkCalls({ threads, known, now, relayed }: WorkDeps): WorkCalls {
  const { write, read } = threads;
  return {
    claimJobs: async (request) => claimedOf(await write("claimJobs", request), known),
    remoteLanes: () => read("remoteLanes"),
    renewLeases: (renewal) => write("renewLeases", renewal),
    settleJobs: ({ settlements }) => write("settleJobs", packSettlements(settlements)),
    reportProgress: (params) => write("reportProgress", params),
    stageJobs: (params) => write("stageJobs", params),
    nextDueAt: () => read("nextDueAt"),
    endAttempt: (ended) => write("endAttempt", ended),
    rescueJobs: (limits) => write("rescueJobs", limits),
    keyHolds: (params) => read("keyHolds", params),
    ownersAtWork: (params) => read("ownersAtWork", params),
    queueLoads: () => read("queueLoads"),
    async waitFacts(wanted) {
      const found = await read("waitFacts", wanted);
      return found === null ? null : { ...found, job: jobOf(wholeRowOf(found.job)) };
    },
    backlog: async () => backlogOf(await read("backlog"), now(), relayed()),
  };
}

function claimedOf({ token, jobs }: Claimed, known: KnownJobs): ClaimedJob[] {
  return claimedRowsOf(jobs).map(({ fixed, payload, standing }) => {
    known.learn(fixed);
    const { kind, timeoutMs, traceparent } = fixed;
    const { run, failures } = standing;
    const job = wholeJob(fixed, standing, { payload: JSON.parse(payload), result: null });
    return { job, token, kind, timeoutMs, run, failures, traceparent };
  });
}

/** What waits, as seen at `now`; the file learns a little later what this process has relayed. */
function backlogOf(
  found: Backlog,
  now: number,
  relayed: number,
): Awaited<ReturnType<Store["backlog"]>> {
  const { queued, heads, dueAt, leaseUntil } = found;
  return {
    queued,
    outbox: Math.max(0, found.head - Math.max(found.relayed, relayed)),
    oldestDueMs: ageOf([dueAt, ...heads.map(({ since }) => since)], now),
    heads: heads.map(({ kind, queue, since }) => ({
      ...{ kind, queue, waitedMs: Math.max(0, now - since) },
    })),
    oldestExpiredLeaseMs: ageOf([leaseUntil], now),
  };
}

/** Age of the oldest of some times that are past; null when none is. */
function ageOf(times: (number | null)[], now: number): number | null {
  const past = times.filter((time) => time !== null && time <= now).map(Number);
  return past.length === 0 ? null : now - Math.min(...past);
}
