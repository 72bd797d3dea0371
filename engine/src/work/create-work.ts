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
  committed: (change: { work: boolean }) => void;
};

/**
 * The verbs of a worker. Settlements and progress reports made at the same time become one write.
 */
export function createWork(deps: WorkDeps): Work {
  const { store, bus, clock, leaseMs } = deps;

  const settle = coalesce<{ assignment: Assignment; outcome: Outcome }, boolean>({
    maxBatch: 256,
    work: async (items) => {
      const settlements = items.map((item) =>
        settlementOf(item.assignment, item.outcome, clock.random),
      );
      const settled = new Set(await store.settleJobs({ settlements }));
      deps.committed({ work: items.some(leavesWork) });
      return settlements.map((settlement) => settled.has(settlement.id));
    },
  });
  const progress = coalesce<Parameters<Work["progress"]>[0], boolean>({
    maxBatch: 256,
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
      announceLines(bus, assignment, stored);
      return true;
    },
  };
}

/**
 * Whether others may claim now what they could not before: the job itself, or one that waits for
 * its place under a concurrency key.
 */
function leavesWork({
  assignment,
  outcome,
}: {
  assignment: Assignment;
  outcome: Outcome;
}): boolean {
  return outcome.outcome === "released" || assignment.template.concurrency !== undefined;
}

function announceLines(bus: Bus, { job }: Assignment, lines: LogLine[]): void {
  const last = lines.at(-1);
  if (last === undefined) return;
  const push: LogPush = { jobId: job.id, attempt: job.attempt, lines, offset: last.offset };
  bus.signal(topics.log(job.id), push);
}
