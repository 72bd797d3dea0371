import type { JobEvent } from "@formwork/contracts/events/events";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";

type Deps = { store: Store; bus: Bus; telemetry: Telemetry; clock: Clock };

type RelayDeps = Pick<Deps, "store" | "bus"> & {
  /** Receives the events that are to be published next, the oldest first; none at the end. */
  onPublishing?: (events: readonly JobEvent[]) => void;
  /** Receives the events that the bus has confirmed, and when it was asked to. */
  onPublished?: (events: readonly JobEvent[], startedAt: number) => void;
};

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
  const { telemetry, clock } = deps;
  let oldest: number | null = null;
  telemetry.gauge("outbox_oldest_seconds", () => ageOf(oldest, clock.now()));
  const onPublishing = (events: readonly JobEvent[]) => {
    const [first] = events;
    oldest = first === undefined ? null : Date.parse(first.time);
  };
  const onPublished = (events: readonly JobEvent[], startedAt: number) => {
    telemetry.countMany("events_published_total", events.length);
    tracePublished(telemetry, events, startedAt);
  };
  return every({
    name: "relay",
    ms: 2000,
    coalesceMs,
    step: () => relayEvents({ ...deps, onPublishing, onPublished }),
    telemetry: deps.telemetry,
    clock: deps.clock,
  });
}

/**
 * Publishes everything in the outbox, oldest first; resolves with the number of events. A crash
 * between publish and clear makes the next run publish them again; none is lost.
 */
export async function relayEvents({
  store,
  bus,
  onPublishing = () => undefined,
  onPublished = () => undefined,
}: RelayDeps): Promise<number> {
  let sum = 0;
  for (;;) {
    const entries = await store.takeOutbox({ limit: maxBatch });
    const events = entries.map(({ event }) => event);
    onPublishing(events);
    if (events.length === 0) return sum;
    const startedAt = Date.now();
    await bus.publish(events);
    onPublished(events, startedAt);
    await store.clearOutbox({ positions: entries.map(({ position }) => position) });
    sum += entries.length;
  }
}

/** Adds a span to each trace of which events were published. */
function tracePublished(
  { trace }: Pick<Telemetry, "trace">,
  events: readonly JobEvent[],
  startedAt: number,
): void {
  const traced = events.filter(({ traceparent }) => traceparent !== undefined);
  if (traced.length === 0) return;
  for (const [parent, some] of Map.groupBy(traced, (event) => event.traceparent))
    if (parent !== undefined)
      trace("events.publish", { parent, fields: { events: some.length }, startedAt }).end("done");
}

function ageOf(time: number | null, now: number): number {
  return time === null ? 0 : Math.max(0, now - time) / 1000;
}
