import type { Limits } from "@formwork/contracts/limits";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import { whenDue } from "./when-due.ts";

type Deps = {
  store: Store;
  bus: Bus;
  telemetry: Telemetry;
  clock: Clock;
  limits: { current: () => Promise<Pick<Limits, "activeJobsPerOwner">> };
  committed: (change: { work: boolean }) => void;
};

/** Jobs per call of the store. */
const maxBatch = 500;

/**
 * Makes the loop that queues jobs whose time has come: scheduled ones, those that wait for their
 * next attempt, and those whose dependencies have ended.
 */
export function createStage(deps: Deps): Loop {
  const { store, bus, telemetry, clock } = deps;
  return whenDue({
    ...{ name: "stage", now: store.now, bus, telemetry, clock },
    step: async () => ((await stageJobs(deps)) > 0 ? store.now() : store.nextDueAt()),
  });
}

/** Queues every job that is due; resolves with their number. */
export async function stageJobs({
  store,
  limits,
  committed,
}: Pick<Deps, "store" | "limits" | "committed">): Promise<number> {
  const { activeJobsPerOwner: perOwner } = await limits.current();
  let sum = 0;
  for (;;) {
    const moved = await store.stageJobs({ limit: maxBatch, perOwner });
    if (moved > 0) committed({ work: true });
    sum += moved;
    if (moved < maxBatch) return sum;
  }
}
