import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = { store: Store; bus: Bus; telemetry: Telemetry; clock: Clock };

/** Entries per publish. */
const batch = 500;
/**
 * Long enough for a worker to claim what was just submitted and for commits under load to share a
 * publish and its wait for the disk; short enough that nobody sees it.
 */
const gatherMs = 4;

/**
 * Carries committed events to the bus: at once when woken by a commit, and every two seconds for
 * what is left behind (R7).
 */
export function createRelay(deps: Deps): Loop {
  return every({
    name: "relay",
    ms: 2000,
    gatherMs,
    step: () => relayEvents(deps),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/**
 * Publishes everything in the outbox, oldest first; answers how many events. A crash between
 * publish and clear repeats them, never loses one.
 */
export async function relayEvents({ store, bus }: Pick<Deps, "store" | "bus">): Promise<number> {
  let sum = 0;
  for (;;) {
    const entries = await store.takeOutbox({ limit: batch });
    if (entries.length === 0) return sum;
    await bus.publish(entries.map((entry) => entry.event));
    await store.clearOutbox({ positions: entries.map((entry) => entry.position) });
    sum += entries.length;
  }
}
