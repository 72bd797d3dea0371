import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServers } from "./servers.ts";
import type { Measured } from "./work/measure.ts";

/**
 * `npm run bench -- [--json] [--work drain,latency] [--n 20000] [--runs 3] [--store mongo] [--bus rabbit]`: each work in a fresh process on a
 * fresh store; medians of the runs. Servers that are asked for are started, and ended.
 */

const works = ["enqueue-one", "enqueue-bulk", "drain", "latency"] as const;
type Work = (typeof works)[number];

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    work: { type: "string", default: works.join() },
    n: { type: "string" },
    runs: { type: "string", default: "1" },
    store: { type: "string", default: "sqlite" },
    bus: { type: "string", default: "local" },
  },
});
const chosen = works.filter((work) => values.work.split(",").includes(work));

const servers = await startServers(values);
try {
  if (!values.json)
    say(
      `Formwork on ${values.store} and ${values.bus}, ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${new Date().toISOString()}`,
    );
  for (const work of chosen) {
    const runs: Measured[] = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await measureOnce(work));
    const median = medianOf(runs);
    say(values.json ? JSON.stringify(median) : inWords(median, runs.length));
  }
} finally {
  await servers.stop();
}

async function measureOnce(work: Work): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "formwork-bench-"));
  try {
    const n = values.n ?? (work === "latency" ? "500" : "20000");
    const env = { ...process.env, ...servers.fresh() };
    const child = fork(new URL(`./work/${work}.ts`, import.meta.url), [folder, n], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    return await new Promise<Measured>((resolve, reject) => {
      child.on("message", (message) => resolve(message as Measured)); // Our own script's last word.
      child.on("exit", (code) => reject(new Error(`${work} ended with ${code} before it had measured`)));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The run in the middle, by its rate or its median latency. */
function medianOf(runs: Measured[]): Measured {
  const key = (run: Measured) => run.jobs_s ?? run.p50 ?? 0;
  const middle = runs.toSorted((a, b) => key(a) - key(b))[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error("--runs has to be at least 1");
  return middle;
}

function inWords(measured: Measured, runs: number): string {
  const figure = measured.jobs_s === undefined ? `p50 ${measured.p50} ms  p99 ${measured.p99} ms` : `${measured.jobs_s} jobs/s`;
  return `${measured.work.padEnd(14)} n=${measured.n}  ${figure}  peak ${measured.peak_rss_mb} MB  (median of ${runs})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
