import type { Engine } from "@formwork/engine/engine";
import { aPayload } from "../engines/bench-engine.ts";
import { startNoopWorker } from "../engines/noop-worker.ts";
import { caller, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, rateOf, report } from "../measure/measure.ts";

/**
 * Measures how fast jobs are taken and drained while n ended ones are pruned, against the same store
 * at rest: some rounds of each, in turn, in one process. The result is the ratio of the medians.
 */
const rounds = 5;
const jobsPerRound = 10_000;
const batchSize = 1000;

const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const { engine, telemetry } = await startEngine({
  ...{ store: BENCH_STORE, bus: BENCH_BUS, data: folder },
});
let handled = 0;
await startNoopWorker(engine, telemetry, () => {
  handled++;
});
const keepAll = { succeeded: null, failed: null, cancelled: null, logs: null };
await engine.retention.set({ retention: keepAll });
await through(engine, n);

const rates: { rest: number[]; pruning: number[] } = { rest: [], pruning: [] };
let pruned = 0;
let pruningMs = 0;
for (let round = 0; round < rounds; round++) {
  await engine.retention.set({ retention: keepAll });
  rates.rest.push(await rateOf(jobsPerRound, () => through(engine, jobsPerRound)));
  const before = await stored(engine);
  const start = performance.now();
  await engine.retention.set({ retention: { ...keepAll, succeeded: "1s" } });
  rates.pruning.push(await rateOf(jobsPerRound, () => through(engine, jobsPerRound)));
  pruningMs += performance.now() - start;
  pruned += before + jobsPerRound - (await stored(engine));
}
const [rest, pruning] = [quantile(rates.rest, 0.5), quantile(rates.pruning, 0.5)];
report({
  work: "prune",
  n,
  jobs_s: pruning,
  prune: {
    rest_jobs_s: rest,
    ratio: Math.round((pruning / rest) * 100) / 100,
    pruned_s: Math.round((pruned / pruningMs) * 1000),
  },
});

/** Submits jobs and resolves when all of them are run, and their events published. */
async function through({ jobs, store }: Engine, count: number): Promise<void> {
  const all = handled + count;
  for (let done = 0; done < count; done += batchSize)
    await jobs.submitBatch({
      ...caller,
      inputs: Array.from({ length: Math.min(batchSize, count - done) }, (_, index) => ({
        template: "noop",
        payload: aPayload(done + index),
      })),
    });
  while (handled < all) await new Promise((resolve) => setTimeout(resolve, 5));
  while ((await store.backlog()).outbox > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function stored({ jobs }: Engine): Promise<number> {
  return (await jobs.stats()).total;
}
