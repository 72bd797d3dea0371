import { setTimeout as delay } from "node:timers/promises";
import type { RunKind } from "@formwork/contracts/run";
import type { JobConfinement } from "@formwork/contracts/worker";
import { type Bus, topics, type Unsubscribe } from "@formwork/engine/bus/bus";
import type { Clock } from "@formwork/engine/runtime/clock";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import { every } from "@formwork/engine/runtime/loop";
import type { Check } from "@formwork/engine/runtime/service/probes";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Templates } from "@formwork/engine/templates/templates";
import type { Assignment, Work } from "@formwork/engine/work/work";
import type { Workers } from "@formwork/engine/workers/workers";
import { createResultCheck } from "./check-result.ts";
import { execute } from "./execute.ts";
import { createLeases } from "./leases.ts";
import { createPresence } from "./presence.ts";
import { createProbation, inOrderOfClaims } from "./probation.ts";
import type { Runners } from "./runners/runner.ts";
import { writeUnderLease } from "./write-under-lease.ts";

export type Worker = {
  id: string;
  start: () => Promise<void>;
  /** Stops claiming, waits up to `drainMs` for running attempts, and releases the others. */
  stop: () => Promise<void>;
  /** Returns the number of running attempts. */
  running: () => number;
  /**
   * Ok while its loops run, also when it has no room for more jobs or a person has it drain. Not ok
   * once it is stopped.
   */
  health: () => Check;
};

export type WorkerDeps = {
  work: Work;
  /** Checks results under the schemas of templates. */
  templates: Pick<Templates, "checkResult">;
  workers: Pick<Workers, "report" | "leave" | "heartbeatMs">;
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  workerId: string;
  /** Number of attempts that run at the same time. */
  concurrency: number;
  kinds: RunKind[];
  /** Queues to claim from, or all. */
  queues?: string[] | undefined;
  runners: Runners;
  /** How the runners confine jobs, for others to know. */
  confinement?: JobConfinement | undefined;
  drainMs: number;
  /** Time between two claims when no signal reports work, in milliseconds. */
  pollMs: number;
};

/** Milliseconds within which all processes of a worker have received a signal sent to each. */
const signalSpreadMs = 250;

/**
 * Creates a worker. It claims jobs up to its concurrency, runs them, and renews their leases.
 */
export function createWorker(deps: WorkerDeps): Worker {
  const { work, bus, telemetry, clock, workerId, concurrency, runners } = deps;
  const kinds = deps.kinds.filter((kind) => runners.kinds[kind] !== undefined);
  const executeDeps = {
    ...deps,
    kinds: runners.kinds,
    checkResult: createResultCheck(deps.templates),
    isStopping,
  };
  const leases = createLeases(deps);
  const running = new Set<Promise<void>>();
  const claiming = every({ name: "claim", ms: deps.pollMs, step: claim, telemetry });
  const renewing = every({ name: "renew", ms: work.leaseMs / 3, step: leases.renew, telemetry });
  const fencing = every({ name: "fence", ms: work.leaseMs / 30, step: fence, telemetry });
  const presence = createPresence({
    ...deps,
    kinds,
    running: leases.assignments,
    onResumed: claiming.wake,
  });
  const probation = createProbation();
  let unsubscribe: Unsubscribe[] = [];
  let hasFence = false;
  let stopping: Promise<void> | undefined;

  async function claim() {
    const limit = concurrency - running.size;
    if (limit <= 0 || presence.drains()) return;
    const sentAt = clock.monotonic();
    const claimed = await work.claim({ workerId, queues: deps.queues, kinds, limit });
    const assignments = inOrderOfClaims(claimed);
    for (const assignment of assignments) startAttempt(assignment, sentAt);
    if (!hasFence) await fence();
  }
  function startAttempt(assignment: Assignment, sentAt: number) {
    const lease = leases.add(assignment, sentAt);
    // After a slow claim little of the lease is left. Released, the job is claimed again with a
    // full one.
    const late = clock.monotonic() - sentAt > work.leaseMs / 2;
    const ended = late
      ? writeUnderLease(telemetry, lease, () =>
          work.settle({ assignment, outcome: { outcome: "released" } }),
        )
      : probation(assignment, () => execute(executeDeps, lease));
    const done = ended.then(() => {
      leases.remove(lease);
      running.delete(done);
      claiming.wake();
    });
    running.add(done);
  }
  /**
   * Aborts leases that may have expired, and sets the time at which the runners' processes are
   * killed if this process is stopped by then.
   */
  async function fence() {
    const ms = leases.abortExpired();
    if (ms !== null || hasFence) runners.fence(ms);
    hasFence = ms !== null;
  }
  /** Waits for a signal that a program may have received before this process did. */
  async function isStopping() {
    if (stopping === undefined) await delay(signalSpreadMs);
    return stopping !== undefined;
  }
  async function drain() {
    telemetry.log.info("worker.draining", {
      workerId,
      running: running.size,
      drainMs: deps.drainMs,
    });
    presence.stopping();
    await Promise.all(unsubscribe.map((one) => one()));
    await claiming.stop();
    await withTimeout(Promise.all(running), deps.drainMs, () => undefined);
    leases.abortAll("drain");
    await Promise.all(running);
    await Promise.all([renewing.stop(), fencing.stop()]);
    runners.fence(null);
    telemetry.log.info("worker.stopped", { workerId });
    await presence.leave();
  }
  function health(): Check {
    if (stopping !== undefined) return { ok: false, detail: `draining, ${running.size} running` };
    const ok = claiming.healthy() && renewing.healthy() && fencing.healthy();
    return {
      ok,
      detail: ok ? standing() : "has not asked for work for a while",
    };
  }
  function standing(): string {
    return `${presence.drains() ? "drained by hand, " : ""}${running.size} running`;
  }
  return {
    id: workerId,
    async start() {
      unsubscribe = await Promise.all([
        bus.onSignal(topics.work, claiming.wake),
        bus.onSignal(topics.stop("*"), (topic) => {
          // Where this fails, the next renewal finds the lost lease.
          leases.renewOne(topic.slice(topics.stop("").length)).catch(() => undefined);
        }),
      ]);
      for (const loop of [claiming, renewing, fencing]) loop.start();
      await presence.start();
      telemetry.log.info("worker.started", { workerId, kinds, concurrency });
    },
    stop: () => (stopping ??= drain()),
    running: () => running.size,
    health,
  };
}
