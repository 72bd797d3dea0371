import { setTimeout as pause } from "node:timers/promises";
import { aPayload, caller, count, startEngine } from "./engine.ts";
import { quantile, report } from "./measure.ts";
import { startNoopWorker } from "./worker.ts";

/** n jobs at 50 a second against an idle worker: from just before the submit to the start of the handler. */
const n = Number(count);
const everyMs = 20;
const { engine, telemetry } = await startEngine();
const latencies: number[] = [];
const all = Promise.withResolvers<void>();
await startNoopWorker(engine, telemetry, ({ i, t0 }) => {
  if (Number(i) < 0) return; // Warming up.
  latencies.push(performance.now() - Number(t0));
  if (latencies.length === n) all.resolve();
});
const submit = (i: number) =>
  engine.jobs.submit({ ...caller, input: { template: "noop", payload: { ...aPayload(i), t0: performance.now() } } });
for (let i = 1; i <= 20; i++) {
  await submit(-i);
  await pause(everyMs);
}
await pause(1000);
const start = performance.now();
for (let i = 0; i < n; i++) {
  const wait = start + i * everyMs - performance.now();
  if (wait > 0) await pause(wait);
  await submit(i);
}
await all.promise;
report({ work: "latency", n, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) });
