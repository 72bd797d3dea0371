import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = {
  store: Store;
  telemetry: Telemetry;
  clock: Clock;
  limits: Pick<ClaimLimits, "current">;
  committed: (change: { work: boolean }) => void;
};

/** Jobs per call of the store. */
const maxBatch = 500;

/**
 * Makes the loop that queues jobs whose time has come: scheduled ones, those that wait for their
 * next attempt, and those whose dependencies have ended.
 */
export function createStage(deps: Deps): Loop {
  return every({
    name: "stage",
    ms: 250,
    step: () => stageJobs(deps),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/** Queues every job that is due; resolves with their number. */
export async function stageJobs({
  store,
  limits,
  committed,
}: Pick<Deps, "store" | "limits" | "committed">): Promise<number> {
  const { perOwner } = await limits.current();
  let sum = 0;
  for (;;) {
    const moved = await store.stageJobs({ limit: maxBatch, perOwner });
    if (moved > 0) committed({ work: true });
    sum += moved;
    if (moved < maxBatch) return sum;
  }
}
