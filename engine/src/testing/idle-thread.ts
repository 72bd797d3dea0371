import { setTimeout as pause } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { releaseMemoryWhenIdle, unusedBytes } from "../runtime/release-memory.ts";

/** A thread that needs much memory for a moment, then waits, and tells what it gave back. */
const mb = 2 ** 20;
/** Far more than a wait of the first looks. */
const maxLooks = 600;

// Objects that live for a while make V8 grow the space of new ones.
let kept: object[] = [];
for (let made = 0; unusedBytes() < 16 * mb && made < 20_000_000; made++) {
  kept.push({ made });
  if (kept.length > 300_000) kept = kept.slice(200_000);
}
kept = [];
const before = unusedBytes();
const stop = releaseMemoryWhenIdle({ firstLookMs: 20, lookMs: 100 });
for (let looks = 0; looks < maxLooks && unusedBytes() > before - 8 * mb; looks++) await pause(50);
stop();
parentPort?.postMessage({ before: before / mb, after: unusedBytes() / mb });
