import { aPayload, caller, count, startEngine } from "./engine.ts";
import { rate, report } from "./measure.ts";

/** n jobs, one submit each, 32 in flight: validated, durable, idempotent. */
const n = Number(count);
const { engine } = await startEngine();
let next = 0;
const start = performance.now();
await Promise.all(
  Array.from({ length: 32 }, async () => {
    while (next < n) await engine.jobs.submit({ ...caller, input: { template: "noop", payload: aPayload(next++) } });
  }),
);
report({ work: "enqueue-one", n, jobs_s: rate(n, performance.now() - start) });
