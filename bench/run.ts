import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inWords } from "./in-words.ts";
import { plan, type Step } from "./plan.ts";
import { startServers } from "./servers.ts";
import type { Measured } from "./work/measure.ts";

/**
 * `npm run bench -- [--json] [--work drain,latency] [--n 20000] [--runs 3] [--store mongo] [--bus
 * rabbit] [--peers none]`: each work in a fresh process on a fresh store; medians of the runs.
 * Servers that are asked for are started, and ended. On MongoDB, Agenda is measured beside
 * Formwork, on the same server.
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
const steps = plan(values);

const servers = await startServers(values);
try {
  if (!values.json)
    say(
      `Formwork on ${values.store} and ${values.bus}, ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString()}`,
    );
  for (const step of steps) {
    const runs: Measured[] = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await measureOnce(step));
    const median = medianOf(runs);
    say(
      values.json
        ? JSON.stringify({ engine: step.engine, ...median })
        : inWords(step, median, runs.length),
    );
  }
} finally {
  await servers.stop();
}

async function measureOnce({ engine, work, n }: Step): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "formwork-bench-"));
  try {
    const env = { ...process.env, ...servers.fresh(), BENCH_ENGINE: engine };
    const script = new URL(`./work/${work}.ts`, import.meta.url);
    const child = fork(script, [folder, String(n)], {
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    return await new Promise<Measured>((resolve, reject) => {
      child.on("message", (message) => resolve(message as Measured)); // Our own script's last word.
      child.on("exit", (code) =>
        reject(new Error(`${engine}'s ${work} ended with ${code} before it had measured`)),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The run in the middle, by its rate, its median latency or how its memory grew. */
function medianOf(runs: Measured[]): Measured {
  const key = (run: Measured) => run.jobs_s ?? run.p50 ?? run.memory?.rss_ratio ?? 0;
  const middle = runs.toSorted((a, b) => key(a) - key(b))[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error("--runs has to be at least 1");
  return middle;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
