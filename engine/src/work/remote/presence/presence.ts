import type { HeldJob } from "@formwork/contracts/worker";
import { type Bus, topics, type Unsubscribe } from "../../../bus/bus.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { every } from "../../../runtime/loop.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { WorkerFacts } from "../../../workers/worker-table.ts";
import type { Workers } from "../../../workers/workers.ts";
import { firstSeen, heldJobs, isAway, type SeenWorker } from "./seen-worker.ts";

export type PresenceDeps = {
  workers: Pick<Workers, "report" | "leave" | "heartbeatMs">;
  store: { now: () => number };
  bus: Pick<Bus, "onSignal">;
  clock: Clock;
  telemetry: Telemetry;
};

/** Shows remote workers in the list of workers, by the calls that they make to this process. */
export type Presence = {
  /** Notes that a worker waits for a job. Resolves once it is known whether it may have one. */
  arrive: (facts: WorkerFacts) => Promise<void>;
  /** Notes that its claim has ended, with these jobs. */
  depart: (id: string, jobs: readonly HeldJob[], leaseMs: number) => void;
  /** Notes that a worker has renewed the lease of a job. */
  renewed: (facts: WorkerFacts, job: HeldJob, leaseMs: number) => void;
  /** Notes that an attempt has ended. */
  ended: (id: string, jobId: string) => void;
  /** Returns true while a person has a worker drain: it gets no jobs. */
  isDraining: (id: string) => boolean;
  start: () => void;
  stop: () => Promise<void>;
};

/** Workers that are shown at most; more still get their jobs. */
const maxSeen = 1000;

/** Creates the presence. A worker is reported while it waits for a job or renews its leases. */
export function createPresence(deps: PresenceDeps): Presence {
  const { workers, store, bus, clock, telemetry } = deps;
  const seen = new Map<string, SeenWorker>();
  const beating = every({
    ...{ name: "remote-workers", ms: workers.heartbeatMs, telemetry, clock },
    step: () => Promise.all([...seen.values()].map(beat)),
  });
  let unsubscribe: Promise<Unsubscribe> | undefined;

  /** Finds a worker, or begins to show it. */
  function find(facts: WorkerFacts): SeenWorker | undefined {
    const known = seen.get(facts.id);
    if (known === undefined && seen.size >= maxSeen) return undefined;
    const worker = known ?? firstSeen(facts, clock.monotonic());
    worker.facts = facts;
    worker.calledAt = clock.monotonic();
    seen.set(facts.id, worker);
    return worker;
  }
  async function beat(worker: SeenWorker): Promise<void> {
    if (isAway(worker, clock.monotonic())) return leave(worker);
    const jobs = heldJobs(worker, clock.monotonic());
    const { draining } = await workers.report({ worker: worker.facts, jobs, isStopping: false });
    worker.isDraining = draining;
    worker.reportedAt = store.now();
  }
  /** Another process may have seen it since; then it is there. */
  async function leave({ facts: { id }, reportedAt }: SeenWorker): Promise<void> {
    seen.delete(id);
    if (reportedAt !== null) await workers.leave({ id, seenUntil: reportedAt });
  }
  function hold(worker: SeenWorker, jobs: readonly HeldJob[], leaseMs: number) {
    const until = clock.monotonic() + leaseMs;
    for (const job of jobs) worker.held.set(job.id, { job, until });
  }
  return {
    isDraining: (id) => seen.get(id)?.isDraining === true,
    async arrive(facts) {
      const isNew = !seen.has(facts.id);
      const worker = find(facts);
      if (worker === undefined) return;
      worker.waiting++;
      // What nobody sees does no harm to the job: a store that is away is told by the claim itself.
      if (isNew) await beat(worker).catch(() => undefined);
    },
    depart(id, jobs, leaseMs) {
      const worker = seen.get(id);
      if (worker === undefined) return;
      worker.waiting = Math.max(0, worker.waiting - 1);
      worker.calledAt = clock.monotonic();
      hold(worker, jobs, leaseMs);
    },
    renewed(facts, job, leaseMs) {
      const worker = find(facts);
      if (worker !== undefined) hold(worker, [job], leaseMs);
    },
    ended(id, jobId) {
      seen.get(id)?.held.delete(jobId);
    },
    start() {
      beating.start();
      unsubscribe = bus.onSignal(topics.worker, (_topic, body) => {
        const worker = seen.get(String(Object(body).workerId));
        // Where the signal is lost, the next heartbeat finds out.
        if (worker !== undefined) beat(worker).catch(() => undefined);
      });
      unsubscribe.catch(() => undefined);
    },
    async stop() {
      await (await unsubscribe?.catch(() => undefined))?.();
      await beating.stop();
    },
  };
}
