import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";
import { dueIn, loopLanes } from "../record/lane-position.ts";
import type { ConcurrencySlots } from "../transition/concurrency-slots.ts";
import type { Dependencies } from "../transition/dependencies.ts";
import type { Origins } from "../transition/origins.ts";
import type { OwnerParking } from "../transition/owner-parking.ts";
import type { WriteTransitions } from "../transition/transition-writer.ts";

type StageDeps = {
  connection: Connection;
  clock: Clock;
  writeTransitions: WriteTransitions;
  dependencies: Dependencies;
  origins: Origins;
  slots: ConcurrencySlots;
  owners: OwnerParking;
};

type Staging = Parameters<Store["stageJobs"]>[0];

/** Milliseconds between searches for concurrency keys and owners with free slots and parked jobs. */
const unparkMs = 2000;

const due = dueIn(loopLanes.due);

/** Queues jobs that are due, after resolving dependencies and the origins of re-runs. */
export function createStage({
  connection,
  clock,
  writeTransitions,
  dependencies,
  origins,
  slots,
  owners,
}: StageDeps): Pick<Store, "stageJobs"> {
  const { jobs } = connection.collections;
  let unparkedAt = Number.NEGATIVE_INFINITY;

  /** Returns how many jobs were queued, cancelled because of a dependency, or dismissed. */
  async function stageJobs({ limit, perOwner = null }: Staging): Promise<number> {
    if (clock.monotonic() - unparkedAt > unparkMs) {
      unparkedAt = clock.monotonic();
      await slots.unparkAllFree();
      await owners.unparkAllFree(perOwner);
    }
    const resolved = (await dependencies.resolve(limit)) + (await origins.resolve(limit));
    return resolved + (await queueDue(limit));
  }

  async function queueDue(limit: number): Promise<number> {
    let moved = 0;
    for (;;) {
      const options = {
        projection: withoutPayload,
        sort: { at: 1 },
        limit: limit - moved,
        batchSize: limit + 1,
        hint: "places",
      } as const;
      const found = await connection.ask(() => jobs.find<JobRecord>(due, options).toArray());
      const at = new Date(connection.time.now());
      const queued = await writeTransitions(
        found.map((job) => ({ job, steps: [{ c: "due", at }], fence: { lane: loopLanes.due } })),
      );
      moved += queued.size;
      // Where another process queued some of them, there may be more behind those.
      if (queued.size === found.length || moved >= limit) return moved;
    }
  }
  return { stageJobs };
}
