import { setTimeout as wait } from "node:timers/promises";
import { createPace } from "./pace.ts";
import { createPruneTurn } from "./prune-turn.ts";
import { readKept } from "./read-retention.ts";
import type { RetentionDeps } from "./retention-deps.ts";
import { type Kept, type Removed, sweep } from "./sweep.ts";

type Sweep = {
  /** What is kept, as a text to compare. */
  key: string;
  portions: AsyncGenerator<Removed, void, void>;
  removed: Removed;
  startedAt: number;
};

/** Milliseconds that a step may take, so that it notices a changed retention soon. */
const maxStepMs = 5000;
/** Sweeps begin so much less often than they take: idle looks cost next to nothing. */
const restFactor = 20;
const minRestMs = 60_000;

/**
 * Makes the work of the loop that prunes. A step goes on with the sweep that is under way, or begins
 * one; it resolves with true when there is more to do at once.
 */
export function createCleanUp(deps: RetentionDeps) {
  const { store, clock, telemetry } = deps;
  const turn = createPruneTurn(deps);
  const pauseAfter = createPace();
  let stopping = new AbortController();
  let current: Sweep | undefined;
  let nextAt = Number.NEGATIVE_INFINITY;
  let hasChanged = false;

  async function step(): Promise<boolean> {
    if (current === undefined && clock.monotonic() < nextAt) return false;
    hasChanged = false;
    const running = await continueSweep();
    try {
      return (await goOn(running)) ? true : await finish(running);
    } catch (error) {
      current = undefined;
      throw error;
    }
  }

  /** Removes portions for a while; resolves with false once the sweep has ended. */
  async function goOn({ portions, removed }: Sweep): Promise<boolean> {
    const until = clock.monotonic() + maxStepMs;
    while (clock.monotonic() < until && !stopping.signal.aborted && !hasChanged) {
      const { value, done } = await portions.next();
      if (done) return false;
      removed.jobs += value.jobs;
      removed.logs += value.logs;
    }
    return true;
  }

  /** Returns the sweep that is under way, or a new one where the retention has changed since. */
  async function continueSweep(): Promise<Sweep> {
    const kept = await readKept(deps);
    const key = JSON.stringify(kept);
    if (current?.key !== key) current = begin(key, kept);
    return current;
  }

  function begin(key: string, kept: Kept): Sweep {
    const removed = current?.removed ?? { jobs: 0, logs: 0 };
    const startedAt = current?.startedAt ?? clock.now();
    return {
      key,
      portions: sweep({ store, paced, mayRemove: turn.take }, kept),
      removed,
      startedAt,
    };
  }

  async function paced<T>(call: () => Promise<T>): Promise<T> {
    const start = clock.monotonic();
    const answer = await call();
    await wait(pauseAfter(clock.monotonic() - start), undefined, stopping).catch(() => undefined);
    return answer;
  }

  async function finish({ removed, startedAt }: Sweep): Promise<false> {
    current = undefined;
    const finishedAt = clock.now();
    nextAt = clock.monotonic() + Math.max(minRestMs, restFactor * (finishedAt - startedAt));
    if (removed.jobs + removed.logs === 0) return false;
    telemetry.countMany("pruned_total", removed.jobs, { kind: "jobs" });
    telemetry.countMany("pruned_total", removed.logs, { kind: "logs" });
    await turn.end({ ...removed, startedAt, finishedAt });
    deps.pruned?.(removed);
    return false;
  }

  return {
    step,
    /** The retention has changed: lets the step that is running end, and the next one begin. */
    hurry(): void {
      nextAt = Number.NEGATIVE_INFINITY;
      hasChanged = true;
    },
    start(): void {
      stopping = new AbortController();
    },
    /** Ends the pause of a running step, which then returns. */
    stop: () => stopping.abort(),
  };
}
