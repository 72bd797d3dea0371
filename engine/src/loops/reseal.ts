import { type ResealDeps, resealStep } from "../reseal/reseal-step.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";

/** Makes the loop that seals with the key of the store what keys of before have sealed. */
export function createReseal(deps: ResealDeps & { clock: Clock }): Loop {
  const { telemetry, clock } = deps;
  const loop = every({
    ...{ name: "reseal", ms: 5000, coalesceMs: 20, telemetry, clock },
    async step() {
      if (await resealStep(deps)) loop.wake();
    },
  });
  return loop;
}
