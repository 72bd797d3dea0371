import { fileURLToPath } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Where Node keeps compiled modules. With it a thread loads its TypeScript in a third of the time
 * and does not need the compiler's 20 MiB. A folder that cannot be written is ignored.
 */
const compileCache = fileURLToPath(new URL("../../../node_modules/.cache/node", import.meta.url));

/** Starts a thread from a file of ours. */
export function spawnThread(file: URL, options: WorkerOptions): Worker {
  const env = { NODE_COMPILE_CACHE: compileCache, ...process.env };
  return new Worker(file, { ...options, env });
}
