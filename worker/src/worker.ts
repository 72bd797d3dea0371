import type { RunKind } from "@formwork/contracts/template";
import { type Bus, topics, type Unsubscribe } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { every } from "@formwork/engine/runtime/loop";
import type { Check } from "@formwork/engine/runtime/service/probes";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";
import type { Assignment, Work } from "@formwork/engine/work/work";
import { announce } from "./announce.ts";
import { createResultCheck } from "./check-result.ts";
import { execute } from "./execute.ts";
import { createLeases } from "./leases.ts";
import { persist } from "./persist.ts";
import type { Runners } from "./runners/runner.ts";

export type Worker = {
  id: string;
  start: () => Promise<void>;
  /** Drains: claims no more, lets running attempts end for `drainMs`, gives the rest back. */
  stop: () => Promise<void>;
  /** How many attempts run. */
  running: () => number;
  /** Ok while it asks for work, or has its hands full of it; not once it drains. */
  health: () => Check;
};

export type WorkerDeps = {
  work: Work;
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  workerId: string;
  /** Attempts at once. */
  concurrency: number;
  kinds: RunKind[];
  /** Queues to claim from; all unless told. */
  queues?: string[] | undefined;
  runners: Runners;
  drainMs: number;
  /** How often to ask for work when nobody says there is some. */
  pollMs: number;
};

/** Makes a worker: claims while there is room, runs what it claimed, keeps the leases. */
export function createWorker(deps: WorkerDeps): Worker {
  const { work, bus, telemetry, clock, workerId, concurrency, runners } = deps;
  const kinds = deps.kinds.filter((kind) => runners.kinds[kind] !== undefined);
  const executing = { ...deps, kinds: runners.kinds, checkResult: createResultCheck() };
  const leases = createLeases(deps);
  const running = new Set<Promise<void>>();
  const claiming = every({ name: "claim", ms: deps.pollMs, step: claim, telemetry });
  const renewing = every({ name: "renew", ms: work.leaseMs / 3, step: leases.renew, telemetry });
  const fencing = every({ name: "fence", ms: work.leaseMs / 30, step: fence, telemetry });
  let unlisten: Unsubscribe[] = [];
  let fenced = false;
  let stopping: Promise<void> | undefined;

  async function claim() {
    const limit = concurrency - running.size;
    if (limit <= 0) return;
    const sentAt = clock.monotonic();
    const assignments = await work.claim({ workerId, queues: deps.queues, kinds, limit });
    for (const assignment of assignments) begin(assignment, sentAt);
    if (!fenced) await fence();
  }
  function begin(assignment: Assignment, sentAt: number) {
    const lease = leases.take(assignment, sentAt);
    // An attempt that starts late would end after its lease; whoever claims it next has a fresh
    // one.
    const late = clock.monotonic() - sentAt > work.leaseMs / 2;
    const ended = late
      ? persist(telemetry, lease, () =>
          work.settle({ assignment, outcome: { outcome: "released" } }),
        )
      : execute(executing, lease);
    const done = ended.then(() => {
      leases.drop(lease);
      running.delete(done);
      claiming.wake();
    });
    running.add(done);
  }
  async function fence() {
    const ms = leases.fence();
    if (ms !== null || fenced) runners.fence(ms);
    fenced = ms !== null;
  }
  async function drain() {
    telemetry.log.info("worker.draining", {
      workerId,
      running: running.size,
      drainMs: deps.drainMs,
    });
    await Promise.all(unlisten.map((leave) => leave()));
    await claiming.stop();
    await withTimeout(Promise.all(running), deps.drainMs, () => undefined);
    leases.abortAll("drain");
    await Promise.all(running);
    await Promise.all([renewing.stop(), fencing.stop()]);
    runners.fence(null);
    telemetry.log.info("worker.stopped", { workerId });
    await announce(deps, "worker.offline");
  }
  function health(): Check {
    if (stopping !== undefined) return { ok: false, detail: `draining, ${running.size} running` };
    const asking = claiming.healthy() && renewing.healthy() && fencing.healthy();
    return {
      ok: asking,
      detail: asking ? `${running.size} running` : "has not asked for work for a while",
    };
  }
  return {
    id: workerId,
    async start() {
      unlisten = await Promise.all([
        bus.onSignal(topics.work, claiming.wake),
        bus.onSignal(topics.stop("*"), (topic) => {
          // The next renewal tells as well
          leases.check(topic.slice(topics.stop("").length)).catch(() => undefined);
        }),
      ]);
      for (const loop of [claiming, renewing, fencing]) loop.start();
      telemetry.log.info("worker.started", { workerId, kinds, concurrency });
      void announce(deps, "worker.online"); // work does not wait for a broker that is away
    },
    stop: () => (stopping ??= drain()),
    running: () => running.size,
    health,
  };
}
