import { jobStates } from "@formwork/contracts/states";
import type { Clock } from "../runtime/clock.ts";
import { every, type Loop } from "../runtime/loop.ts";
import { sparing } from "../runtime/sparing.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { runKindOf } from "../store/steps/claim-kind.ts";
import type { Store } from "../store/store.ts";
import type { Workers } from "../workers/workers.ts";

type Deps = {
  store: Pick<Store, "backlog" | "countJobs">;
  workers: Pick<Workers, "counts">;
  telemetry: Telemetry;
  clock: Clock;
};

/** Queues whose oldest job is reported: callers choose the names of queues, as many as they like. */
const maxQueues = 100;

/**
 * Makes the loop that keeps the gauges of what is stored, so that no scrape asks the store. Jobs are
 * counted for a twentieth of the time at most.
 */
export function createMeasure(deps: Deps): Loop {
  const counts = sparing(deps.clock, () => deps.store.countJobs());
  return every({
    ...{ name: "measure", ms: 5000, telemetry: deps.telemetry, clock: deps.clock },
    step: () => measureStored(deps, counts),
  });
}

/** Sets the gauges once. */
export async function measureStored(
  { store, workers, telemetry }: Omit<Deps, "clock">,
  countJobs: Store["countJobs"],
): Promise<void> {
  const [backlog, { counts: jobs }, { slots, ...states }] = await Promise.all([
    store.backlog(),
    countJobs(),
    workers.counts(),
  ]);
  telemetry.gaugeAll("queue_oldest_seconds", oldestOf(backlog.heads));
  telemetry.gauge("outbox_events", backlog.outbox);
  telemetry.gauge("lease_oldest_expired_seconds", (backlog.oldestExpiredLeaseMs ?? 0) / 1000);
  for (const state of jobStates) {
    const inState = jobs.filter((one) => one.state === state);
    const count = inState.reduce((sum, one) => sum + one.count, 0);
    telemetry.gauge("jobs", count, { state });
  }
  for (const state of ["online", "draining", "offline"] as const)
    telemetry.gauge("workers", states[state], { state });
  for (const state of ["used", "free"] as const)
    telemetry.gauge("worker_slots", slots[state], { state });
}

/** Returns the longest wait of each queue and kind, the longest first. */
function oldestOf(heads: Awaited<ReturnType<Store["backlog"]>>["heads"]) {
  const oldest = new Map<string, { queue: string; kind: string; waitedMs: number }>();
  for (const { queue, kind: claimKind, waitedMs } of heads) {
    // Remote jobs wait in a line for each template.
    const kind = runKindOf(claimKind);
    const key = JSON.stringify([queue, kind]);
    if (waitedMs >= (oldest.get(key)?.waitedMs ?? 0)) oldest.set(key, { queue, kind, waitedMs });
  }
  return [...oldest.values()]
    .toSorted((a, b) => b.waitedMs - a.waitedMs)
    .slice(0, maxQueues)
    .map(({ queue, kind, waitedMs }) => ({ labels: { queue, kind }, value: waitedMs / 1000 }));
}
