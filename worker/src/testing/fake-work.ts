import type { Progress } from "@formwork/contracts/job";
import { fail } from "@formwork/engine/errors";
import type { Assignment, Outcome, RunningAttempt, Work } from "@formwork/engine/work/work";

type Settled = { id: string; token: string; outcome: Outcome };

/**
 * The engine as a worker uses it, in memory. A test can take leases away and make the store
 * unavailable, and sees all that was written.
 */
export type FakeWork = Work & {
  queue: Assignment[];
  /** The limit of each claim. */
  claims: number[];
  settled: Settled[];
  texts: string[];
  reports: Progress[];
  /** The attempts that ended after their lease was lost. */
  ended: { id: string; exitCode: number | null }[];
  renewals: number;
  /** Ends the lease of a job. */
  lose: (id: string) => void;
  /** While true, each call rejects with `unavailable`. */
  down: boolean;
  /** Resolves when at least `count` jobs are settled. */
  settledCount: (count: number) => Promise<Settled[]>;
};

/** Creates the engine with a queue of jobs to claim. */
export function fakeWork(params: { leaseMs: number; queue?: Assignment[] }): FakeWork {
  const held = new Map<string, string>();
  const waiting: { count: number; resolve: (settled: Settled[]) => void }[] = [];
  const holds = ({ job, token }: RunningAttempt) => held.get(job.id) === token;
  const reach = () => (work.down ? fail("unavailable") : undefined);

  const work: FakeWork = {
    ...{
      leaseMs: params.leaseMs,
      queue: params.queue ?? [],
      claims: [],
      settled: [],
      texts: [],
      reports: [],
      ended: [],
      renewals: 0,
      down: false,
    },
    lose: (id) => held.delete(id),
    settledCount(count) {
      const { promise, resolve } = Promise.withResolvers<Settled[]>();
      if (work.settled.length >= count) resolve(work.settled);
      else waiting.push({ count, resolve });
      return promise;
    },
    async claim({ kinds, limit }) {
      reach();
      work.claims.push(limit);
      const claimed: Assignment[] = [];
      while (claimed.length < limit) {
        const place = work.queue.findIndex(({ kind }) => kinds.includes(kind));
        if (place === -1) break;
        claimed.push(...work.queue.splice(place, 1));
      }
      for (const { job, token } of claimed) held.set(job.id, token);
      return claimed;
    },
    async renew({ leases }) {
      reach();
      work.renewals++;
      return leases.filter(({ id, token }) => held.get(id) === token).map(({ id }) => id);
    },
    async settle({ assignment, outcome }) {
      reach();
      if (!holds(assignment)) return false;
      held.delete(assignment.job.id);
      work.settled.push({ id: assignment.job.id, token: assignment.token, outcome });
      for (const { count, resolve } of waiting)
        if (work.settled.length >= count) resolve(work.settled);
      return true;
    },
    async end({ assignment, exitCode }) {
      reach();
      work.ended.push({ id: assignment.job.id, exitCode });
    },
    async progress({ assignment, progress }) {
      reach();
      if (!holds(assignment)) return false;
      work.reports.push(progress);
      return true;
    },
    async log({ assignment, lines }) {
      reach();
      if (!holds(assignment)) return false;
      work.texts.push(...lines.map(({ text }) => text));
      return true;
    },
    logAfter: () => Promise.reject(new Error("only remote workers append by offset")),
  };
  return work;
}
