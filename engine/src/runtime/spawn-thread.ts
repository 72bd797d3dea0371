import { Worker, type WorkerOptions } from "node:worker_threads";
import { compileCache } from "./compile-cache.ts";

/** Starts a thread from a file of ours. */
export function spawnThread(file: URL, options: WorkerOptions): Worker {
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env };
  return new Worker(file, { ...options, env });
}
