import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "@formwork/engine/engine";
import { aPayload } from "../engines/bench-engine.ts";
import { startNoopWorker } from "../engines/noop-worker.ts";
import { addCaller, caller, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, report } from "../measure/measure.ts";

/**
 * Measures how long n schedules take that are due in the same second: from that second until the
 * last of their jobs is stored. They fire twice: first alone, then while a worker runs the jobs,
 * those of the first time having ended. Meanwhile single jobs are submitted, and timed.
 */
const maxCallsInFlight = 32;
/** Milliseconds that making a schedule takes at most. */
const msPerSchedule = 4;
const betweenFiresMs = 30_000;
const probeMs = 50;

const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const { engine, telemetry } = await startEngine({
  ...{ store: BENCH_STORE, bus: BENCH_BUS, data: folder },
});
await addCaller(engine);
const first = Math.ceil((Date.now() + 5000 + n * msPerSchedule) / 60_000) * 60_000;
await makeSchedules(engine.schedules);
await pause(Math.max(0, first - Date.now() - 1000));

const alone = await measureFire(first, n);
await startNoopWorker(engine, telemetry, () => undefined);
while (((await engine.jobs.stats()).byState.queued ?? 0) > 0) await pause(100);
const beside = await measureFire(first + betweenFiresMs, 2 * n);
report({ work: "schedules", n, fires: { alone, beside } });

async function makeSchedules({ create }: Engine["schedules"]): Promise<void> {
  const due = new Date(first);
  const cron = `0,${betweenFiresMs / 1000} ${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  let next = 0;
  await Promise.all(
    Array.from({ length: maxCallsInFlight }, async () => {
      while (next < n)
        await create({ ...caller, input: { template: "noop", payload: aPayload(next++), cron } });
    }),
  );
  if (Date.now() > first) throw new Error("The schedules were due before all of them were made");
}

/** Returns how late the last job was, and what the main thread computed until `count` jobs of schedules are stored. */
async function measureFire(due: number, count: number) {
  const submits: number[] = [];
  const before = process.threadCpuUsage();
  let isDone = false;
  const probing = (async () => {
    while (!isDone) {
      const start = performance.now();
      const input = { template: "noop", payload: aPayload(0), tags: ["probe"], delay: "1h" };
      await engine.jobs.submit({ ...caller, input });
      if (Date.now() >= due) submits.push(performance.now() - start);
      await pause(probeMs);
    }
  })();
  while ((await countFired()) < count) await pause(250);
  isDone = true;
  const { user, system } = process.threadCpuUsage(before);
  await probing;
  return {
    late_ms: (await lastMadeAt()) - due,
    cpu_ms: Math.round((user + system) / 1000),
    submit_p99: quantile(submits, 0.99),
  };
}

async function countFired(): Promise<number> {
  const { total, byState } = await engine.jobs.stats();
  return total - (byState.scheduled ?? 0);
}

/** Returns when the last job of a schedule was stored, in milliseconds. */
async function lastMadeAt(): Promise<number> {
  const { items } = await engine.jobs.list({ query: {}, sort: "-createdAt", limit: 500 });
  const fired = items.find(({ scheduleId }) => scheduleId !== null);
  return Date.parse(fired?.createdAt ?? "");
}
