import { every, type Loop } from "../runtime/loop.ts";
import { findSilentWorkers, markSilentWorkers } from "../workers/end-worker.ts";
import type { WorkerDeps } from "../workers/worker-deps.ts";
import { heartbeatMs } from "../workers/worker-table.ts";

/** Milliseconds between two looks for silent workers: with the heartbeats they make 20 seconds. */
const ms = 2000;
/** A longer time between two looks is one in which heartbeats may have been lost too. */
const maxGapMs = 3 * ms;
/** How long workers then have to report themselves before one counts as silent. */
const settleMs = 2 * heartbeatMs;

/**
 * Makes the loop that notices workers whose heartbeats stopped. Every scheduler runs it; the store
 * lets only one of them say it. After a start, an outage of the store or a machine's sleep it waits,
 * so that workers that live are not taken for dead.
 */
export function createWatch(deps: WorkerDeps): Loop {
  const { store, telemetry, clock } = deps;
  const watched = createWatchTime();
  return every({
    ...{ name: "watch", ms, telemetry, clock },
    step: async () => {
      const silent = await findSilentWorkers(deps);
      if (watched(store.now()) >= settleMs) await markSilentWorkers(deps, silent);
    },
  });
}

/** Makes the function that returns for how long it has been called without a gap. */
export function createWatchTime(): (now: number) => number {
  let since = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return (now) => {
    if (Math.abs(now - last) > maxGapMs) since = now;
    last = now;
    return now - since;
  };
}
