import type { Subject } from "./subject.ts";

/**
 * Opens the engine that this process is to measure. Only the code of that one is loaded, so that
 * the memory of the process is its own.
 */
export async function openSubject(folder: string): Promise<Subject> {
  const { BENCH_ENGINE = "formwork", BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
  if (BENCH_ENGINE === "agenda") return (await import("./agenda.ts")).openAgenda(BENCH_STORE);
  return (await import("./formwork.ts")).openFormwork({
    store: BENCH_STORE,
    bus: BENCH_BUS,
    folder,
  });
}
