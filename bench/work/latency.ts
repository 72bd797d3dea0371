import { setTimeout as pause } from "node:timers/promises";
import { openSubject } from "../engines/open-subject.ts";
import { aPayload } from "../engines/subject.ts";
import { folder, n } from "./assignment.ts";
import { quantile, report } from "./measure.ts";

/**
 * n jobs at 50 a second against an idle worker: from just before the submit to the start of the
 * handler.
 */
const everyMs = 20;
const subject = await openSubject(folder);
const latencies: number[] = [];
const all = Promise.withResolvers<void>();
await subject.work(({ i, t0 }) => {
  if (Number(i) < 0) return; // Warming up.
  latencies.push(performance.now() - Number(t0));
  if (latencies.length === n) all.resolve();
});
const add = (i: number) => subject.add(aPayload(i, performance.now()));
for (let i = 1; i <= 20; i++) {
  await add(-i);
  await pause(everyMs);
}
await pause(1000);
const start = performance.now();
for (let i = 0; i < n; i++) {
  const wait = start + i * everyMs - performance.now();
  if (wait > 0) await pause(wait);
  await add(i);
}
await all.promise;
report({ work: "latency", n, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) });
