import { hostname } from "node:os";
import type { RunKind } from "@formwork/contracts/run";
import type { JobConfinement } from "@formwork/contracts/worker";
import { type Bus, topics, type Unsubscribe } from "@formwork/engine/bus/bus";
import { every } from "@formwork/engine/runtime/loop";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Assignment } from "@formwork/engine/work/work";
import type { Workers } from "@formwork/engine/workers/workers";
import packageJson from "../package.json" with { type: "json" };

/** What others know of this worker, and what they want of it. */
export type Presence = {
  start: () => Promise<void>;
  /** True while a person has this worker claim nothing. */
  drains: () => boolean;
  /** Reports at once that this process is ending; heartbeats go on meanwhile. */
  stopping: () => void;
  /** Reports that the worker has ended. A failure is logged: its heartbeats stop in any case. */
  leave: () => Promise<void>;
};

type Deps = {
  workers: Pick<Workers, "report" | "leave" | "heartbeatMs">;
  bus: Bus;
  telemetry: Telemetry;
  workerId: string;
  concurrency: number;
  kinds: RunKind[];
  queues?: string[] | undefined;
  confinement?: JobConfinement | undefined;
  /** The attempts that run now. */
  running: () => readonly Assignment[];
  /** Called when the worker may claim again. */
  onResumed: () => void;
};

/** Creates the loop that reports a worker, and learns by its answer, or sooner by a signal, to drain. */
export function createPresence(deps: Deps): Presence {
  const { workers, bus, telemetry, workerId, concurrency, kinds, queues = null } = deps;
  const { confinement } = deps;
  const { pid } = process;
  const { version } = packageJson;
  const worker = {
    ...{ id: workerId, host: hostname(), pid, version, kinds, queues, concurrency },
    ...(confinement === undefined ? {} : { confinement }),
  };
  const beating = every({ name: "heartbeat", ms: workers.heartbeatMs, step: beat, telemetry });
  let unsubscribe: Unsubscribe | undefined;
  let drains = false;
  let isStopping = false;

  async function beat() {
    const jobs = deps.running().map(({ job }) => ({
      ...{ id: job.id, template: job.template.name, summary: job.summary },
      createdBy: job.createdBy,
    }));
    const { draining } = await workers.report({ worker, jobs, isStopping });
    if (draining === drains) return;
    drains = draining;
    telemetry.log.info(drains ? "worker.drained" : "worker.resumed", {
      workerId,
      running: jobs.length,
    });
    if (!drains) deps.onResumed();
  }
  function isAddressed(body: unknown): boolean {
    return Object(body).workerId === workerId;
  }
  return {
    async start() {
      unsubscribe = await bus.onSignal(topics.worker, (_, body) => {
        if (isAddressed(body)) beating.wake();
      });
      beating.start();
    },
    drains: () => drains,
    stopping() {
      isStopping = true;
      beating.wake();
    },
    async leave() {
      await unsubscribe?.();
      await beating.stop();
      await workers
        .leave({ id: workerId })
        .catch((error) => telemetry.log.warn("worker.unreported", { error: String(error) }));
    },
  };
}
