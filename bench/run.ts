import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import nodeFlags from "../cli/bin/node-flags.json" with { type: "json" };
import { formatResult } from "./format-result.ts";
import type { Measured } from "./measure/measure.ts";
import { plan, type Step } from "./plan.ts";
import { startServers } from "./servers.ts";

/**
 * Runs `npm run bench -- [--json] [--work drain,latency] [--n 20000] [--runs 3] [--store mongo]
 * [--bus rabbit] [--peers none]`: each workload in a new process on an empty store, and reports the
 * median of the runs. Starts and ends the servers that it needs. On MongoDB, Agenda is measured
 * beside Formwork, on the same server.
 */

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    work: { type: "string" },
    n: { type: "string" },
    runs: { type: "string", default: "1" },
    store: { type: "string", default: "sqlite" },
    bus: { type: "string", default: "local" },
    peers: { type: "string" },
  },
});
// As `npm start` does it: bounded room for new objects, and compiled modules kept on disk.
const compileCache = new URL("../node_modules/.cache/node", import.meta.url).pathname;
const steps = plan(values);

const servers = await startServers(values);
try {
  if (!values.json)
    print(
      `Formwork on ${values.store} and ${values.bus}, ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString()}`,
    );
  for (const step of steps) {
    const runs: Measured[] = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await measureOnce(step));
    const median = medianOf(runs);
    print(
      values.json
        ? JSON.stringify({ engine: step.engine, ...median })
        : formatResult(step, median, runs.length),
    );
  }
} finally {
  await servers.stop();
}

async function measureOnce({ engine, work, n }: Step): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "formwork-bench-"));
  try {
    const env = {
      ...process.env,
      ...servers.fresh(),
      BENCH_ENGINE: engine,
      NODE_COMPILE_CACHE: compileCache,
    };
    const script = new URL(`./work/${work}.ts`, import.meta.url);
    const child = fork(script, [folder, String(n)], {
      env,
      execArgv: engine === "formwork" ? nodeFlags : [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    return await new Promise<Measured>((resolve, reject) => {
      // The script sends one message, its result.
      child.on("message", (message) => resolve(message as Measured));
      child.on("exit", (code) =>
        reject(new Error(`${engine}'s ${work} ended with ${code} before it had measured`)),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Returns the median run, by its rate, its median latency or the growth of its memory. */
function medianOf(runs: Measured[]): Measured {
  const key = (run: Measured) => run.jobs_s ?? run.p50 ?? run.memory?.rss_ratio ?? 0;
  const middle = runs.toSorted((a, b) => key(a) - key(b))[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error("--runs has to be at least 1");
  return middle;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
