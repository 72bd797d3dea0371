import type { Database } from "../connection/database.ts";
import { type Call, type Reply, toThreadError } from "./protocol.ts";
import { createReadVerbs } from "./read-verbs.ts";

type Verb = (params: unknown) => unknown;
type Running = { id: number; slices: Iterator<void, unknown, void> };

/**
 * Runs calls of readers. A long one is a generator and runs slice by slice; calls that come in
 * between are answered between two slices. `abandon` drops a long call whose caller has gone.
 * `ensureOpen` opens the connection where it is not open; its error is the reply of that call.
 */
export function createReads(database: Database, ensureOpen: () => void = () => undefined) {
  const verbs = new Map(Object.entries(createReadVerbs(database))) as Map<string, Verb>;
  const running: Running[] = [];

  /** Starts a call; returns its reply, or undefined while it runs on. */
  function start({ id, verb, params }: Call): Reply | undefined {
    return answered(id, () => {
      ensureOpen();
      const run = verbs.get(verb);
      if (run === undefined) throw new Error(`The reader has no verb "${verb}"`);
      const value = run(params);
      if (!isIterator(value)) return { done: true, value };
      const first = value.next();
      if (!first.done) running.push({ id, slices: value });
      return first;
    });
  }

  /** Runs one more slice of the call that has waited longest; returns its reply when it ended. */
  function runNextSlice(): Reply | undefined {
    const next = running.shift();
    if (next === undefined) return undefined;
    return answered(next.id, () => {
      const step = next.slices.next();
      if (!step.done) running.push(next);
      return step;
    });
  }

  function abandon(id: number): void {
    const place = running.findIndex((one) => one.id === id);
    if (place >= 0) running.splice(place, 1);
  }
  return { start, runNextSlice, abandon, isRunning: () => running.length > 0 };
}

function answered(
  id: number,
  work: () => { done?: boolean | undefined; value: unknown },
): Reply | undefined {
  try {
    const { done, value } = work();
    return done ? { id, value } : undefined;
  } catch (error) {
    return { id, error: toThreadError(error) };
  }
}

function isIterator(value: unknown): value is Iterator<void, unknown, void> {
  return typeof value === "object" && value !== null && "next" in value && "throw" in value;
}
