import { isFinal } from "@formwork/contracts/states";
import { type Bus, topics } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { fieldsOfTrace } from "../runtime/trace-scope.ts";
import { maxCrashes } from "../store/steps/blame.ts";
import type { Store } from "../store/store.ts";

type Deps = {
  store: Store;
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  committed: (change: { work: boolean }) => void;
};

/** Jobs per call of the store. */
const maxBatch = 500;

/**
 * Makes the loop that takes jobs back from workers whose lease has run out. Every scheduler runs
 * it; the store lets only one of two rescue the same attempt.
 */
export function createRescue(deps: Deps & { ms: number }): Loop {
  return every({
    name: "rescue",
    ms: deps.ms,
    step: () => rescueJobs(deps),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/**
 * Rescues every job whose lease has run out, or every job of some workers; resolves with their
 * number.
 */
export async function rescueJobs(
  { store, bus, telemetry, committed }: Omit<Deps, "clock">,
  workerIds?: string[],
): Promise<number> {
  let sum = 0;
  for (;;) {
    const rescued = await store.rescueJobs({ limit: maxBatch, maxCrashes, workerIds });
    for (const { id, state, traceparent } of rescued) {
      telemetry.log.warn("job.rescued", { jobId: id, state, ...fieldsOfTrace(traceparent) });
      telemetry.count("jobs_rescued_total", { poison: isFinal(state) ? "true" : "false" });
      // Stops the attempt of a worker that is not dead but late. Without the signal its lease token
      // keeps it from settling all the same.
      bus.signal(topics.stop(id), { jobId: id });
    }
    if (rescued.length > 0) committed({ work: true });
    sum += rescued.length;
    if (rescued.length < maxBatch) return sum;
  }
}
