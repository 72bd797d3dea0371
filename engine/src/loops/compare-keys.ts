import type { KeyCheck } from "../jobs/secrets/key-check.ts";
import type { KeyRing } from "../jobs/secrets/key-ring.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

/** Milliseconds after which a process seals with a new key of the store at the latest. */
const compareMs = 10_000;

/** Makes the loop by which a process learns of new keys, in its file of keys and in the store. */
export function createCompareKeys(deps: {
  ring: Pick<KeyRing, "reload">;
  key: Pick<KeyCheck, "compare">;
  telemetry: Telemetry;
  clock: Clock;
}): Loop {
  return every({
    name: "compare-keys",
    ms: compareMs,
    async step() {
      deps.ring.reload();
      await deps.key.compare();
    },
    ...deps,
  });
}
