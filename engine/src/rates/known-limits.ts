import { type Limits, limitDefaults } from "@formwork/contracts/limits";
import type { Clock } from "../runtime/clock.ts";
import { every } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";

/** Milliseconds between two readings, after which a change in another process holds here. */
const refreshMs = 1000;

type Deps = { read: () => Promise<Limits>; clock: Clock; telemetry: Telemetry };

/** Makes the limits that a process knows. They are read in the background from the first use on. */
export function createKnownLimits({ read, clock, telemetry }: Deps) {
  let known: Limits | null = null;
  let learnedAt = Number.NEGATIVE_INFINITY;
  let isWatching = false;
  const watching = every({ name: "rate-limits", ms: refreshMs, step: refresh, telemetry, clock });

  async function refresh(): Promise<Limits> {
    const startedAt = clock.monotonic();
    const limits = await read();
    // A reading that began before a change is older than the change.
    if (startedAt >= learnedAt) known = limits;
    return known ?? limits;
  }
  return {
    /** Returns the limits as they were stored a second ago; the defaults while the store is away. */
    async current(): Promise<Limits> {
      if (known !== null) return known;
      if (!isWatching) watching.start();
      isWatching = true;
      return refresh().catch(() => limitDefaults);
    },
    /** Takes over limits that this process has stored. */
    learn(limits: Limits): void {
      known = limits;
      learnedAt = clock.monotonic();
    },
    stop: () => watching.stop(),
  };
}
