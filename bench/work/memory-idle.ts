import { setTimeout as pause } from "node:timers/promises";
import { startFormwork } from "../../tests/support/formwork.ts";
import { serviceSettings, startService } from "../../tests/support/service.ts";
import { folder, n } from "../measure/arguments.ts";
import { type IdleProcess, report } from "../measure/measure.ts";
import { readMemory, readProcessorMs } from "../scale/process-usage.ts";

/**
 * Measures processes that have nothing to do, 5 and n seconds after they are ready, and the share of
 * a core that they use in between: on the local bus `formwork start`, else each service. All start
 * twice on the same data, as a first start does more.
 */
const soonS = 5;
const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const services = ["scheduler", "notifier", "worker"] as const;

type Started = { name: string; pid: number; stop: () => Promise<unknown> };

async function startAll(): Promise<Started[]> {
  if (BENCH_BUS === "local:") {
    const { pid, kill } = await startFormwork(folder, { FORMWORK_STORE: BENCH_STORE });
    return [{ name: "start", pid, stop: () => kill() }];
  }
  const settings = serviceSettings({ home: folder, store: BENCH_STORE, bus: BENCH_BUS });
  const started: Started[] = [];
  for (const name of services) {
    const { pid, end } = await startService(name, settings);
    started.push({ name, pid, stop: () => end() });
  }
  return started;
}

async function measureStart(nth: "first" | "later"): Promise<IdleProcess[]> {
  const started = await startAll();
  await pause(soonS * 1000);
  const soon = started.map(({ pid }) => ({ mb: readMemory(pid).rss_mb, ms: readProcessorMs(pid) }));
  await pause((n - soonS) * 1000);
  const measured = started.map(({ name, pid }, index) => ({
    name: `${name}, ${nth} start`,
    soon_mb: soon[index]?.mb ?? 0,
    rss_mb: readMemory(pid).rss_mb,
    processor_percent: percent(readProcessorMs(pid) - (soon[index]?.ms ?? 0), (n - soonS) * 1000),
  }));
  for (const { stop } of started.toReversed()) await stop();
  return measured;
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 10_000) / 100;
}

const idle = [...(await measureStart("first")), ...(await measureStart("later"))];
const peak_rss_mb = Math.max(...idle.map(({ rss_mb }) => rss_mb));
report({ work: "memory-idle", n, idle, peak_rss_mb });
