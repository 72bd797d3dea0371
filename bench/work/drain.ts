import { fork } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { aPayload, caller, count, folder, startEngine } from "./engine.ts";
import { rate, report } from "./measure.ts";
import { startNoopWorker } from "./worker.ts";

/** n no-op jobs are stored; then a fresh process drains them: from the call that starts its worker to the last event relayed. */
const n = Number(count);
const { engine, telemetry } = await startEngine();
if (process.argv[4] === undefined) {
  for (let done = 0; done < n; done += 1000) {
    const inputs = Array.from({ length: Math.min(1000, n - done) }, (_, offset) => ({
      template: "noop",
      payload: aPayload(done + offset),
    }));
    await engine.jobs.submitBatch({ ...caller, inputs });
  }
  await engine.stop();
  const child = fork(new URL(import.meta.url), [folder, count, "drain"], { stdio: "inherit" });
  child.on("message", (measured) => process.send?.(measured, () => process.exit()));
} else {
  const start = performance.now();
  let handled = 0;
  const all = Promise.withResolvers<void>();
  await startNoopWorker(engine, telemetry, () => {
    if (++handled === n) all.resolve();
  });
  await all.promise;
  while ((await engine.jobs.stats()).byState.succeeded !== n) await pause(10);
  while ((await engine.store.backlog()).outbox > 0) await pause(10);
  report({ work: "drain", n, jobs_s: rate(n, performance.now() - start) });
}
