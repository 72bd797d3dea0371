import type { createCleanUp } from "../retention/clean-up.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

type Deps = {
  cleanUp: ReturnType<typeof createCleanUp>;
  /** Removes a portion of the audit log; true when there may be more. */
  pruneAudit: () => Promise<boolean>;
  telemetry: Telemetry;
  clock: Clock;
};

/**
 * Makes the loop that removes what was kept for long enough. Every scheduler runs it; one at a time
 * removes.
 */
export function createPrune({ cleanUp, pruneAudit, telemetry, clock }: Deps): Loop {
  const loop = every({
    name: "prune",
    ms: 60_000,
    async step() {
      const more = [await cleanUp.step(), await pruneAudit()];
      if (more.includes(true)) loop.wake();
    },
    telemetry,
    clock,
  });
  return {
    ...loop,
    start() {
      cleanUp.start();
      loop.start();
    },
    stop() {
      cleanUp.stop();
      return loop.stop();
    },
    wake() {
      cleanUp.hurry();
      loop.wake();
    },
  };
}
