import type { LogLine } from "@formwork/contracts/job";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { type Bus, topics } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { coalesce } from "../runtime/flow/coalesce.ts";
import { roundsBy } from "../runtime/flow/rounds.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { type ClaimDeps, claimJobs, type Unreadable } from "./claim.ts";
import { measureClaims, measureEnds, traceClaims } from "./measure-attempts.ts";
import { settlementOf } from "./settle.ts";
import type { RunningAttempt, Work } from "./work.ts";

export type WorkDeps = ClaimDeps & {
  bus: Bus;
  clock: Clock;
  telemetry: Telemetry;
  /** Announces a commit: its events to the bus, and `work` to the workers. */
  committed: (change: { work: boolean }) => void;
};

type Settling = Parameters<Work["settle"]>[0];
type Reporting = Parameters<Work["progress"]>[0];

/** Settlements, or progress reports, in one write. */
const maxBatch = 256;

/** Joins the verbs of a worker. Concurrent settlements share a write, as do progress reports. */
export function createWork(deps: WorkDeps): Work {
  const { store, bus, clock, leaseMs } = deps;

  const settle = coalesce<Settling, boolean>({
    maxBatch,
    async work(items) {
      const settled = new Set<Settling>();
      // Two settlements of one job differ in their tokens, or one repeats the other.
      for (const round of roundsBy(jobIdOf, items)) {
        const settlements = round.map(({ assignment, outcome }) =>
          settlementOf(assignment, outcome, clock.random),
        );
        const ids = new Set(await store.settleJobs({ settlements }));
        for (const item of round) if (ids.has(jobIdOf(item))) settled.add(item);
      }
      deps.committed({ work: items.some(freesWork) });
      measureEnds(deps, items, settled);
      return items.map((item) => settled.has(item));
    },
  });
  const progress = coalesce<Reporting, boolean>({
    maxBatch,
    async work(items) {
      const latest = new Map(items.map((item) => [leaseOf(item), item]));
      const written = new Set<string>();
      for (const round of roundsBy(jobIdOf, [...latest.values()])) {
        const reports = round.map(({ assignment: { job, token }, progress }) => {
          return { id: job.id, token, progress };
        });
        const ids = new Set(await store.reportProgress({ reports }));
        for (const item of round) if (ids.has(jobIdOf(item))) written.add(leaseOf(item));
      }
      deps.committed({ work: false });
      return items.map((item) => written.has(leaseOf(item)));
    },
  });
  async function append({
    assignment,
    after,
    lines,
  }: Parameters<Work["log"]>[0] & { after?: number }): Promise<LogLine[] | null> {
    const { id } = assignment.job;
    const stored = await store.appendLog({ id, token: assignment.token, after, lines });
    if (stored !== null) signalLines(bus, assignment, stored);
    return stored;
  }
  /** Where that cannot be stored, the leases end and the jobs are claimed again. */
  async function settleUnreadable(unreadable: readonly Unreadable[]) {
    for (const { assignment, outcome } of unreadable) {
      const jobId = assignment.job.id;
      if (outcome.outcome === "failed")
        deps.telemetry.log.error("secret.unreadable", { jobId, reason: outcome.reason });
      await settle({ assignment, outcome }).catch((error) =>
        deps.telemetry.log.warn("secret.unsettled", { jobId, error: String(error) }),
      );
    }
  }
  return {
    leaseMs,
    settle,
    progress,
    async claim(params) {
      const startedAt = Date.now();
      const { assignments, unreadable } = await claimJobs(deps, params);
      if (unreadable.length > 0) await settleUnreadable(unreadable);
      traceClaims(deps, assignments, startedAt);
      if (assignments.length > 0) deps.committed({ work: false });
      measureClaims(deps, assignments);
      return assignments;
    },
    async end({ assignment, exitCode }) {
      const { job, token } = assignment;
      if (await store.endAttempt({ id: job.id, token, exitCode })) deps.committed({ work: true });
    },
    renew: ({ leases }) => store.renewLeases({ leases, leaseMs }),
    log: async ({ assignment, lines }) => (await append({ assignment, lines })) !== null,
    logAfter: append,
  };
}

function jobIdOf({ assignment }: { assignment: RunningAttempt }): string {
  return assignment.job.id;
}

function leaseOf({ assignment: { job, token } }: { assignment: RunningAttempt }): string {
  return `${job.id} ${token}`;
}

/**
 * Returns whether a settlement makes a job claimable: the job itself when it is released, or the next
 * one under its concurrency key.
 */
function freesWork({ assignment, outcome }: Settling): boolean {
  return outcome.outcome === "released" || assignment.template.concurrency !== undefined;
}

/** Signals stored log lines to the followers of the job's log. */
function signalLines(bus: Bus, { job }: RunningAttempt, lines: LogLine[]): void {
  const last = lines.at(-1);
  if (last === undefined) return;
  const { id: jobId, attempt, template, createdBy } = job;
  const facts = { template: template?.name, createdBy };
  const push: LogPush = { jobId, attempt, lines, offset: last.offset, ...facts };
  bus.signal(topics.log(job.id), push);
}
