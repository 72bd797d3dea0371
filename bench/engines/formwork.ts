import { setTimeout as pause } from "node:timers/promises";
import type { BenchEngine, Payload } from "./bench-engine.ts";
import { startNoopWorker } from "./noop-worker.ts";
import { caller, startEngine } from "./start-engine.ts";

/**
 * Opens Formwork: submits are validated, durable and idempotent, and a job counts as settled when
 * its last event is on the bus.
 */
export async function openFormwork(place: {
  store: string;
  bus: string;
  folder: string;
}): Promise<BenchEngine> {
  const { engine, telemetry } = await startEngine({ ...place, data: place.folder });
  return {
    add: async (payload) => void (await engine.jobs.submit({ ...caller, input: aJob(payload) })),
    addMany: async (payloads) =>
      void (await engine.jobs.submitBatch({ ...caller, inputs: payloads.map(aJob) })),
    work: (handler) => startNoopWorker(engine, telemetry, handler),
    async settled(n) {
      while ((await engine.jobs.stats()).byState.succeeded !== n) await pause(10);
      while ((await engine.store.backlog()).outbox > 0) await pause(10);
    },
    close: () => engine.stop(),
  };
}

function aJob(payload: Payload) {
  return { template: "noop", payload };
}
