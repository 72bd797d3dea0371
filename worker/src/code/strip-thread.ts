import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { StripTask } from "./strip-types.ts";

/**
 * The thread that takes the types out of files of TypeScript. What cannot be parsed is left out, so
 * that Node reports it when a job imports it.
 */
process.emitWarning = () => undefined; // Node calls this an experiment, once for each thread.

// The only one that starts this thread gives it this.
for (const { from, to } of workerData as StripTask[]) {
  try {
    const stripped = stripTypeScriptTypes(readFileSync(from, "utf8"));
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    writeFileSync(to, stripped, { mode: 0o444 });
  } catch {
    // It cannot be parsed.
  }
}
parentPort?.postMessage("done");
