import { aPayload, caller, count, startEngine } from "./engine.ts";
import { rate, report } from "./measure.ts";

/** n jobs in batches of 1,000, one call in flight. */
const n = Number(count);
const { engine } = await startEngine();
const start = performance.now();
for (let done = 0; done < n; done += 1000) {
  const inputs = Array.from({ length: Math.min(1000, n - done) }, (_, offset) => ({ template: "noop", payload: aPayload(done + offset) }));
  await engine.jobs.submitBatch({ ...caller, inputs });
}
report({ work: "enqueue-bulk", n, jobs_s: rate(n, performance.now() - start) });
