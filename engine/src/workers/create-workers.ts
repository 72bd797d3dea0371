import { countWorkers } from "./count-workers.ts";
import { drainWorker, resumeWorker } from "./drain-worker.ts";
import { forgetWorker, leaveWorkers } from "./end-worker.ts";
import { presentWorker } from "./present-worker.ts";
import { createReport } from "./report-worker.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { heartbeatMs } from "./worker-table.ts";
import type { Workers } from "./workers.ts";

/** Joins the verbs of workers. */
export function createWorkers(deps: WorkerDeps): Workers {
  const { workers, store, telemetry } = deps;
  const { span } = telemetry;
  return {
    heartbeatMs,
    report: createReport(deps),
    leave: (params) => leaveWorkers(deps, params),
    async list(paging) {
      const { items, next } = await workers.page({ order: "place", ...paging });
      const kept = items.filter(({ row }) => row.expiresAt > store.now());
      return { items: kept.map(({ row }) => presentWorker(row)), next };
    },
    counts: () => countWorkers(deps),
    drain: (params) => span("worker.drain", { worker: params.id }, () => drainWorker(deps, params)),
    resume: (params) =>
      span("worker.resume", { worker: params.id }, () => resumeWorker(deps, params)),
    forget: (params) =>
      span("worker.forget", { worker: params.id }, () => forgetWorker(deps, params)),
  };
}
