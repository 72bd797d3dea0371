import type { LogLine } from "@formwork/contracts/job";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { type Bus, topics } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { coalesce } from "../runtime/coalesce.ts";
import { type ClaimDeps, claimJobs } from "./claim.ts";
import { settlementOf } from "./settle.ts";
import type { Assignment, Outcome, Work } from "./work.ts";

export type WorkDeps = ClaimDeps & {
  bus: Bus;
  clock: Clock;
  /** Announces a commit: its events to the bus, and `work` to the workers. */
  committed: (change: { work: boolean }) => void;
};

/** Settlements, or progress reports, in one write. */
const maxBatch = 256;

/** Joins the verbs of a worker. Concurrent settlements share a write, as do progress reports. */
export function createWork(deps: WorkDeps): Work {
  const { store, bus, clock, leaseMs } = deps;

  const settle = coalesce<{ assignment: Assignment; outcome: Outcome }, boolean>({
    maxBatch,
    work: async (items) => {
      const settlements = items.map((item) =>
        settlementOf(item.assignment, item.outcome, clock.random),
      );
      const settled = new Set(await store.settleJobs({ settlements }));
      deps.committed({ work: items.some(freesWork) });
      return settlements.map((settlement) => settled.has(settlement.id));
    },
  });
  const progress = coalesce<Parameters<Work["progress"]>[0], boolean>({
    maxBatch,
    work: async (items) => {
      const latest = new Map(
        items.map(({ assignment, progress }) => [
          assignment.job.id,
          { id: assignment.job.id, token: assignment.token, progress },
        ]),
      );
      const written = new Set(await store.reportProgress({ reports: [...latest.values()] }));
      deps.committed({ work: false });
      return items.map(({ assignment }) => written.has(assignment.job.id));
    },
  });
  return {
    leaseMs,
    settle,
    progress,
    async claim(params) {
      const assignments = await claimJobs(deps, params);
      if (assignments.length > 0) deps.committed({ work: false });
      return assignments;
    },
    renew: ({ leases }) => store.renewLeases({ leases, leaseMs }),
    async log({ assignment, lines }) {
      const stored = await store.appendLog({
        id: assignment.job.id,
        token: assignment.token,
        lines,
      });
      if (stored === null) return false;
      signalLines(bus, assignment, stored);
      return true;
    },
  };
}

/**
 * Returns whether a settlement makes a job claimable: the job itself when it is released, or the next
 * one under its concurrency key.
 */
function freesWork({ assignment, outcome }: { assignment: Assignment; outcome: Outcome }): boolean {
  return outcome.outcome === "released" || assignment.template.concurrency !== undefined;
}

/** Signals stored log lines to the followers of the job's log. */
function signalLines(bus: Bus, { job }: Assignment, lines: LogLine[]): void {
  const last = lines.at(-1);
  if (last === undefined) return;
  const push: LogPush = { jobId: job.id, attempt: job.attempt, lines, offset: last.offset };
  bus.signal(topics.log(job.id), push);
}
