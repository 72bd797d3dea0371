import type { Worker } from "@formwork/contracts/worker";
import { topics } from "../bus/bus.ts";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import { changeWorker } from "./change-worker.ts";
import { presentWorker } from "./present-worker.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { workerNotFound } from "./worker-not-found.ts";
import type { WorkerRow } from "./worker-table.ts";

type Order = Caller & { id: string };

/** Lets a worker claim no more jobs. It keeps those that it runs. */
export function drainWorker(deps: WorkerDeps, order: Order): Promise<Worker> {
  return tell(deps, order, "drained", (row) =>
    row.drain === null
      ? { ...row, drain: { by: order.principal.id, at: deps.store.now(), seenAt: null } }
      : null,
  );
}

/** Lets a worker that drains claim jobs again. */
export function resumeWorker(deps: WorkerDeps, order: Order): Promise<Worker> {
  return tell(deps, order, "resumed", (row) => {
    if (row.isStopping)
      fail("worker-conflict", "The process of this worker is ending and claims no more jobs");
    return row.drain === null ? null : { ...row, drain: null };
  });
}

/**
 * Changes what is wanted of a worker, and signals it to look at its row. If the signal is lost, the
 * worker does so at its next heartbeat.
 */
async function tell(
  deps: WorkerDeps,
  { id, traceparent }: Order,
  reason: "drained" | "resumed",
  change: (row: WorkerRow) => WorkerRow | null,
): Promise<Worker> {
  const changed = await changeWorker(deps, id, {
    news: { type: "worker.changed", reason, traceparent },
    to: (row) => (row.isLive ? change(row) : fail("worker-conflict", "This worker is offline")),
  });
  const { row, announce } = changed ?? workerNotFound(id);
  if (announce !== null) {
    deps.bus.signal(topics.worker, { workerId: id });
    // Not awaited: the worker is told, also while the broker is away.
    void announce();
  }
  return presentWorker(row);
}
