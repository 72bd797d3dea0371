import { fork } from "node:child_process";
import type { BenchEngine } from "../engines/bench-engine.ts";
import { openEngine } from "../engines/open-engine.ts";
import { draining, folder, n } from "./arguments.ts";
import { fill } from "./fill.ts";

/**
 * Stores n jobs, then starts the same script again in a new process, which runs `measure` with cold
 * caches. `script` is the address of the script, `flags` are options of Node for that process.
 */
export async function measureAfterFill(params: {
  script: string;
  flags?: string[];
  measure: (engine: BenchEngine) => Promise<void>;
}): Promise<void> {
  const engine = await openEngine(folder);
  if (draining) return params.measure(engine);
  await fill(engine, n);
  await engine.close();
  const child = fork(new URL(params.script), [folder, String(n), "drain"], {
    stdio: "inherit",
    execArgv: [...process.execArgv, ...(params.flags ?? [])],
  });
  child.on("message", (measured) => process.send?.(measured, () => process.exit()));
}

/** Drains the n jobs with one worker in this process; `onJob` gets the number of jobs run so far. */
export async function drain(
  engine: BenchEngine,
  onJob: (handled: number) => void = () => {},
): Promise<void> {
  const all = Promise.withResolvers<void>();
  let handled = 0;
  await engine.work(() => {
    onJob(++handled);
    if (handled === n) all.resolve();
  });
  await all.promise;
  await engine.settled(n);
}
