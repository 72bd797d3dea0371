import type { EventEmitter } from "node:events";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { compileCache } from "./compile-cache.ts";

/** A thread, seen from the one that has started it. */
export type Thread = EventEmitter & Pick<Worker, "postMessage" | "ref" | "unref" | "terminate">;
type Spawn = (file: URL, options: WorkerOptions) => Thread;

let spawn: Spawn = spawnWorker;

/** Starts a thread from a file of ours. */
export function spawnThread(file: URL, options: WorkerOptions): Thread {
  return spawn(file, options);
}

/** Has threads started in another way, which gets the usual one; tests use a thread several times. */
export function spawnThreadsBy(other: (usual: typeof spawnWorker) => Spawn): void {
  spawn = other(spawnWorker);
}

function spawnWorker(file: URL, options: WorkerOptions): Worker {
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env };
  return new Worker(file, { ...options, env });
}
