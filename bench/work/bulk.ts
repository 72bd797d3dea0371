import type { CreateJobAction } from "@formwork/contracts/job-action";
import type { Engine } from "@formwork/engine/engine";
import { aPayload } from "../engines/bench-engine.ts";
import { startNoopWorker } from "../engines/noop-worker.ts";
import { addCaller, caller, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { quantile, rateOf, report } from "../measure/measure.ts";

/**
 * Measures actions on n waiting jobs: how long a cancel, a retry and a deletion of all of them take
 * while nothing else is done; then, in turn, how fast other jobs are taken and drained at rest and
 * while all of them are cancelled.
 */
const rounds = 3;
const drained = 10_000;
const batchSize = 1000;
const queue = "held";

const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const { engine, telemetry } = await startEngine({
  ...{ store: BENCH_STORE, bus: BENCH_BUS, data: folder },
});
await addCaller(engine);
let handled = 0;
await startNoopWorker(engine, telemetry, () => {
  handled++;
});
await engine.queues.pause({ ...caller, name: queue });

await submit(engine, n, queue);
const cancel_s = await secondsOf("cancel");
const retry_s = await secondsOf("retry");
await secondsOf("cancel");
const delete_s = await secondsOf("delete");

const rates: { rest: number[]; meanwhile: number[] } = { rest: [], meanwhile: [] };
for (let round = 0; round < rounds; round++) {
  await submit(engine, n, queue);
  rates.rest.push(await rateOf(drained, () => through(drained)));
  const action = await start("cancel");
  rates.meanwhile.push(await rateWhile(action));
}
const [rest, meanwhile] = [quantile(rates.rest, 0.5), quantile(rates.meanwhile, 0.5)];
report({
  ...{ work: "bulk", n, jobs_s: Math.round(n / cancel_s) },
  bulk: {
    ...{ cancel_s, retry_s, delete_s, rest_jobs_s: rest },
    ratio: Math.round((meanwhile / rest) * 100) / 100,
  },
});

/** Returns how long an action on all jobs that are held takes, in seconds. */
async function secondsOf(action: CreateJobAction["action"]): Promise<number> {
  const begun = performance.now();
  const id = await start(action);
  while (!(await hasEnded(id))) await pause(10);
  return Math.round((performance.now() - begun) / 10) / 100;
}

async function start(action: CreateJobAction["action"]): Promise<string> {
  const input: CreateJobAction = { action, filter: { queue } };
  const wish = { ...caller, input, query: { queue: [queue] } };
  return (await engine.actions.create(wish)).action.id;
}

async function hasEnded(id: string): Promise<boolean> {
  const { state, error, failed } = await engine.actions.get({ id });
  if (error !== null || state === "stopped") throw new Error(`The action ${state}: ${error}`);
  if (state === "done" && failed > n * rounds) throw new Error(`${failed} jobs were not moved`);
  return state === "done";
}

/** Drains other jobs, some at a time, until the action has ended; returns their rate. */
async function rateWhile(id: string): Promise<number> {
  const begun = performance.now();
  let done = 0;
  while (!(await hasEnded(id))) {
    await through(batchSize);
    done += batchSize;
  }
  return Math.round((done / (performance.now() - begun)) * 1000);
}

/** Submits jobs and resolves when all of them are run, and their events published. */
async function through(count: number): Promise<void> {
  for (let left = count; left > 0; left -= batchSize) {
    const all = handled + batchSize;
    await submit(engine, batchSize, "default");
    while (handled < all) await pause(5);
  }
}

async function submit({ jobs }: Engine, count: number, into: string): Promise<void> {
  for (let done = 0; done < count; done += batchSize)
    await jobs.submitBatch({
      ...caller,
      inputs: Array.from({ length: Math.min(batchSize, count - done) }, (_, index) => ({
        ...{ template: "noop", queue: into, payload: aPayload(done + index) },
      })),
    });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
