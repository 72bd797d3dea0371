import { setTimeout as pause } from "node:timers/promises";
import { startNoopWorker } from "./noop-worker.ts";
import { caller, startEngine } from "./start-engine.ts";
import type { Payload, Subject } from "./subject.ts";

/**
 * Formwork: validated, durable, idempotent submits; a job is settled when its last event is on the
 * bus.
 */
export async function openFormwork(place: {
  store: string;
  bus: string;
  folder: string;
}): Promise<Subject> {
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
