import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = { store: Store; bus: Bus; telemetry: Telemetry; clock: Clock };

/** Outbox entries per publish. */
const maxBatch = 500;
/**
 * Long enough for a worker to claim a job that was just submitted, and for commits under load to
 * share a publish and its wait for the disk; too short for a person to see.
 */
const coalesceMs = 4;

/**
 * Makes the loop that publishes committed events: at once when a commit wakes it, and every two
 * seconds for those of a process that died in between.
 */
export function createRelay(deps: Deps): Loop {
  return every({
    name: "relay",
    ms: 2000,
    coalesceMs,
    step: () => relayEvents(deps),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/**
 * Publishes everything in the outbox, oldest first; resolves with the number of events. A crash
 * between publish and clear makes the next run publish them again; none is lost.
 */
export async function relayEvents({ store, bus }: Pick<Deps, "store" | "bus">): Promise<number> {
  let sum = 0;
  for (;;) {
    const entries = await store.takeOutbox({ limit: maxBatch });
    if (entries.length === 0) return sum;
    await bus.publish(entries.map((entry) => entry.event));
    await store.clearOutbox({ positions: entries.map((entry) => entry.position) });
    sum += entries.length;
  }
}
