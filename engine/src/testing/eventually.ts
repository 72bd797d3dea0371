import { setTimeout as pause } from "node:timers/promises";

type Found<T> = Exclude<T, false | null | undefined>;
type Probe<T> = () => T | Promise<T>;

/** No test is to fail because other programs keep the machine busy. */
const defaultMs = 30_000;
const maxPauseMs = 25;

/** Calls `probe` until it finds something, and returns that; throws `story` after `ms`. */
export async function eventually<T>(
  probe: Probe<T>,
  story: string | (() => string),
  ms = defaultMs,
): Promise<Found<T>> {
  const found = await poll(probe, ms);
  if (found !== undefined) return found;
  throw new Error(`Waited ${ms} ms in vain: ${typeof story === "string" ? story : story()}`);
}

/** Returns true as soon as `holds` does, and false when it does not within `ms`. */
export async function holdsWithin(holds: Probe<boolean>, ms: number): Promise<boolean> {
  return (await poll(holds, ms)) === true;
}

/** Pauses are short at first, and 25 ms in the end. */
async function poll<T>(probe: Probe<T>, ms: number): Promise<Found<T> | undefined> {
  const start = performance.now();
  for (;;) {
    const found = await probe();
    // TypeScript does not narrow a type parameter by comparisons.
    if (found !== undefined && found !== null && found !== false) return found as Found<T>;
    const waitedMs = performance.now() - start;
    if (waitedMs > ms) return undefined;
    await pause(Math.min(maxPauseMs, 2 + waitedMs / 20));
  }
}
