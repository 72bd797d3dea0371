import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "@formwork/engine/engine";
import { aPayload } from "../engines/bench-engine.ts";
import { startNoopWorker } from "../engines/noop-worker.ts";
import { caller, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, rateOf, report } from "../measure/measure.ts";
import { fillStore } from "../scale/fill-store.ts";

/**
 * Measures how fast jobs are taken and drained beside 10,000 stored jobs and beside n: two stores in
 * one process, some rounds of each in turn, so that both meet the same machine. The result is the
 * ratio of the medians.
 */
const fewJobs = 10_000;
const rounds = 5;
const jobsPerRound = 10_000;
const batchSize = 1000;

type Site = { engine: Engine; handled: () => number };

const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const few = await aSite("few", fewJobs);
const many = await aSite("many", n);
const rates = { few: [] as number[], many: [] as number[] };
for (let round = 0; round < rounds; round++) {
  rates.few.push(await rateOf(jobsPerRound, () => through(few)));
  rates.many.push(await rateOf(jobsPerRound, () => through(many)));
}
const [few_jobs_s, many_jobs_s] = [quantile(rates.few, 0.5), quantile(rates.many, 0.5)];
const ratio = Math.round((many_jobs_s / few_jobs_s) * 100) / 100;
report({ work: "drain-stored", n, stored: { few_jobs_s, many_jobs_s, ratio } });

/** Opens a store of its own, with some stored jobs and a worker. */
async function aSite(name: string, stored: number): Promise<Site> {
  const data = join(folder, name);
  mkdirSync(data);
  const store = BENCH_STORE.startsWith("mongodb") ? `${BENCH_STORE}-${name}` : BENCH_STORE;
  const { engine, telemetry } = await startEngine({ store, bus: BENCH_BUS, data });
  await fillStore(engine.store, stored);
  let handled = 0;
  await startNoopWorker(engine, telemetry, () => {
    handled++;
  });
  return { engine, handled: () => handled };
}

/** Submits jobs and resolves when all of them are run, and their events published. */
async function through({ engine: { jobs, store }, handled }: Site): Promise<void> {
  const all = handled() + jobsPerRound;
  for (let done = 0; done < jobsPerRound; done += batchSize)
    await jobs.submitBatch({
      ...caller,
      inputs: Array.from({ length: batchSize }, (_, index) => ({
        template: "noop",
        payload: aPayload(done + index),
      })),
    });
  while (handled() < all) await pause(5);
  while ((await store.backlog()).outbox > 0) await pause(5);
}
