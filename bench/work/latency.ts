import { setTimeout as pause } from "node:timers/promises";
import { aPayload } from "../engines/bench-engine.ts";
import { openEngine } from "../engines/open-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, report } from "../measure/measure.ts";

/**
 * Measures the latency of n jobs at 50 a second with an idle worker: from just before the submit to
 * the start of the handler.
 */
const intervalMs = 20;
const engine = await openEngine(folder);
const latencies: number[] = [];
const all = Promise.withResolvers<void>();
await engine.work(({ i, t0 }) => {
  if (Number(i) < 0) return; // A job of the warm-up.
  latencies.push(performance.now() - Number(t0));
  if (latencies.length === n) all.resolve();
});
const add = (i: number) => engine.add(aPayload(i, performance.now()));
for (let i = 1; i <= 20; i++) {
  await add(-i);
  await pause(intervalMs);
}
await pause(1000);
const start = performance.now();
for (let i = 0; i < n; i++) {
  const wait = start + i * intervalMs - performance.now();
  if (wait > 0) await pause(wait);
  await add(i);
}
await all.promise;
report({ work: "latency", n, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) });
