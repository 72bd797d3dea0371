import type { Engine } from "@formwork/engine/engine";
import { systemClock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Runner } from "@formwork/worker/runners/runner";
import { createWorker } from "@formwork/worker/worker";
import type { Payload } from "./bench-engine.ts";

/** Starts one worker whose jobs only call `handler` in this process, as other engines' jobs do. */
export async function startNoopWorker(
  engine: Engine,
  telemetry: Telemetry,
  handler: (payload: Payload) => void,
): Promise<void> {
  const noop: Runner = async ({ assignment }) => {
    handler(assignment.job.payload);
    return { outcome: "succeeded", result: null };
  };
  const worker = createWorker({
    work: engine.work,
    templates: engine.templates,
    workers: engine.workers,
    bus: engine.bus,
    telemetry,
    clock: systemClock,
    workerId: "bench",
    concurrency: 512,
    kinds: ["http"],
    runners: { kinds: { http: noop }, fence: async () => {}, close: async () => {} },
    drainMs: 1000,
    pollMs: 1000,
  });
  await worker.start();
}
