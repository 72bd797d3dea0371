import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";
import {
  dueIn,
  isKeyLane,
  isOwnerLane,
  keyOf,
  loopLanes,
  ownerOf,
  parkedLanes,
} from "../record/lane-position.ts";
import { unannounced } from "../record/new-job.ts";
import type { ConcurrencySlots } from "../transition/concurrency-slots.ts";
import type { Dependencies } from "../transition/dependencies.ts";
import type { Origins } from "../transition/origins.ts";
import type { OwnerParking } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";
import type { WriteTransitions } from "../transition/transition-writer.ts";

type StageDeps = {
  connection: Connection;
  clock: Clock;
  writeTransitions: WriteTransitions;
  dependencies: Dependencies;
  origins: Origins;
  slots: ConcurrencySlots;
  owners: OwnerParking;
  parking: Parking;
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
  parking,
}: StageDeps): Pick<Store, "stageJobs"> {
  const { jobs } = connection.collections;
  let unparkedAt = Number.NEGATIVE_INFINITY;

  /** Returns how many jobs were queued, cancelled because of a dependency, or dismissed. */
  async function stageJobs({ limit, perOwner = null }: Staging): Promise<number> {
    if (clock.monotonic() - unparkedAt > unparkMs) {
      unparkedAt = clock.monotonic();
      await unparkFree(perOwner);
    }
    const resolved = (await hasToResolve())
      ? (await dependencies.resolve(limit)) + (await origins.resolve(limit))
      : 0;
    return resolved + (await queueDue(limit));
  }

  /** Whether there may be dependencies or origins to resolve: one look for three. */
  async function hasToResolve(): Promise<boolean> {
    const filter = {
      $or: [{ waitsFor: unannounced }, { awaited: true as const }, { resolves: true as const }],
    };
    return (await connection.ask(() => jobs.findOne(filter, { projection: { _id: 1 } }))) !== null;
  }

  /** Unparks jobs of all keys and owners with room: their limit may have been raised or taken away. */
  async function unparkFree(perOwner: number | null): Promise<void> {
    const lanes = await parking.lanesIn(parkedLanes);
    await slots.unparkFree(new Set(lanes.filter(isKeyLane).map(keyOf)));
    await owners.unparkFree(lanes.filter(isOwnerLane).map(ownerOf), perOwner);
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
