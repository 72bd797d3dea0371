import type { BenchEngine } from "./bench-engine.ts";

/**
 * Opens the engine that this process measures. Only its own code is loaded, so that the memory of
 * the process is that of the engine.
 */
export async function openEngine(folder: string): Promise<BenchEngine> {
  const { BENCH_ENGINE = "formwork", BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
  if (BENCH_ENGINE === "agenda") return (await import("./agenda.ts")).openAgenda(BENCH_STORE);
  return (await import("./formwork.ts")).openFormwork({
    store: BENCH_STORE,
    bus: BENCH_BUS,
    folder,
  });
}
