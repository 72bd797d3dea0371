import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = {
  store: Store;
  telemetry: Telemetry;
  clock: Clock;
  committed: (change: { work: boolean }) => void;
};

/** Jobs per step. */
const batch = 500;

/**
 * Queues jobs whose time has come: due ones, those whose wait between attempts is over, and those
 * whose dependencies have ended.
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

/** Queues everything that is due; answers how many jobs. */
export async function stageJobs({
  store,
  committed,
}: Pick<Deps, "store" | "committed">): Promise<number> {
  let sum = 0;
  for (;;) {
    const moved = await store.stageJobs({ limit: batch });
    if (moved > 0) committed({ work: true });
    sum += moved;
    if (moved < batch) return sum;
  }
}
