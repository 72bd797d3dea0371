import { createNumbersKeeper } from "../projections/follower/keep-numbers.ts";
import type { NumbersDeps } from "../projections/follower/session.ts";
import { every, type Loop } from "../runtime/loop.ts";

/**
 * Makes the loop that keeps the counts of jobs. Every scheduler runs it, and one of them counts;
 * when the loop stops, another one takes over.
 */
export function createCount(deps: NumbersDeps): Loop {
  const keeper = createNumbersKeeper({ ...deps, onMany: () => loop.wake() });
  const loop = every({
    name: "count",
    ms: 1000,
    step: keeper.step,
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      // If it fails, another process takes over a few seconds later.
      await keeper.release().catch(() => undefined);
    },
  };
}
