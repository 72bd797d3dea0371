import type { Progress } from "@formwork/contracts/job";
import { fail } from "@formwork/engine/errors";
import type { Assignment, Outcome, Work } from "@formwork/engine/work/work";

type Settled = { id: string; token: string; outcome: Outcome };

/**
 * The engine's side of a worker, in memory: leases that can be taken away, a store that can be
 * away, and a record of all that was written.
 */
export type FakeWork = Work & {
  queue: Assignment[];
  claims: number[];
  settled: Settled[];
  texts: string[];
  reports: Progress[];
  renewals: number;
  /** Takes a job away from its worker. */
  lose: (id: string) => void;
  /** While true, every call rejects as `unavailable`. */
  away: boolean;
  /** Resolves when `count` jobs are settled. */
  settledCount: (count: number) => Promise<Settled[]>;
};

/** Makes it, with jobs to claim. */
export function fakeWork(params: { leaseMs: number; queue?: Assignment[] }): FakeWork {
  const held = new Map<string, string>();
  const waiting: { count: number; resolve: (settled: Settled[]) => void }[] = [];
  const holds = ({ job, token }: Assignment) => held.get(job.id) === token;
  const reach = () => (work.away ? fail("unavailable") : undefined);

  const work: FakeWork = {
    ...{
      leaseMs: params.leaseMs,
      queue: params.queue ?? [],
      claims: [],
      settled: [],
      texts: [],
      reports: [],
      renewals: 0,
      away: false,
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
  };
  return work;
}
