import { isFinal } from "@formwork/contracts/states";
import { type Bus, topics } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = {
  store: Store;
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  committed: (change: { work: boolean }) => void;
};

/** Jobs per step. */
const batch = 500;
/** Crashes after which a job is taken for poison (R9). */
const maxCrashes = 3;

/**
 * Takes jobs from workers whose lease has run out (R11). Runs in every scheduler; the store makes a
 * double run harmless.
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

/** Rescues every job whose lease has run out; answers how many. */
export async function rescueJobs({ store, bus, telemetry, committed }: Deps): Promise<number> {
  let sum = 0;
  for (;;) {
    const rescued = await store.rescueJobs({ limit: batch, maxCrashes });
    for (const { id, state } of rescued) {
      telemetry.log.warn("job.rescued", { jobId: id, state });
      telemetry.count("jobs_rescued_total", { poison: String(isFinal(state)) });
      // A worker that only seems dead stops its attempt when it hears this; fencing holds without
      // it.
      bus.signal(topics.stop(id), { jobId: id });
    }
    if (rescued.length > 0) committed({ work: true });
    sum += rescued.length;
    if (rescued.length < batch) return sum;
  }
}
