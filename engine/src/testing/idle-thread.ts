import { setTimeout as pause } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { parentPort } from "node:worker_threads";
import { releaseMemoryWhenIdle, unusedBytes } from "../runtime/release-memory.ts";

/** A thread that needs much memory for a moment, then waits, and tells what it gave back. */
const mb = 2 ** 20;
/** Far more than a wait of the first looks. */
const maxLooks = 100;
const looks = { firstLookMs: 20, lookMs: 100 };

/** In bytes. */
type Sizes = { before: number; after: number };

/** Tells the memory of the heap that holds nothing, before it was given back and after. */
async function measureUnused(): Promise<Sizes> {
  // Objects that live for a while make V8 grow the space of new ones.
  let kept: object[] = [];
  for (let made = 0; unusedBytes() < 16 * mb && made < 20_000_000; made++) {
    kept.push({ made });
    if (kept.length > 300_000) kept = kept.slice(200_000);
  }
  kept = [];
  const before = unusedBytes();
  releaseMemoryWhenIdle(looks);
  await until(() => unusedBytes() < before - 8 * mb);
  return { before, after: unusedBytes() };
}

/** Tells what counts as used, before and after a rest from work that came later. */
async function measureUsed(): Promise<Sizes> {
  // What is made after them moves them on to where V8 keeps what lives long.
  kept = someObjects();
  for (let times = 0; times < 4; times++) someObjects();
  await pause(looks.lookMs);
  const before = used();
  kept = [];
  await until(() => used() < before - 8 * mb);
  return { before, after: used() };
}

let kept: object[] = [];
const someObjects = () => Array.from({ length: 500_000 }, (_, made) => ({ made }));

async function until(isDone: () => boolean): Promise<void> {
  for (let tries = 0; tries < maxLooks && !isDone(); tries++) await pause(50);
}

const used = () => getHeapStatistics().used_heap_size;

parentPort?.postMessage({ unused: await measureUnused(), used: await measureUsed() });
process.exit(kept.length);
