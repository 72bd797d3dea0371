import type { mongo } from "mongoose";
import type { Connection } from "../connection/connection.ts";
import type { JobDocument, JobRecord } from "../record/documents.ts";
import { queueLanes, storedLane } from "../record/lane-position.ts";

/** Jobs at the front of the lanes that are looked at together for others to park. */
const maxSkimmed = 1000;
/** The keys of the index `places`, for a call that takes no name of an index. */
const keysOfPlaces = { lane: 1, at: 1, _id: 1, priority: 1, "fixed.queue": 1 } as const;

/** Moves a job into the lane of its queue. */
const intoQueue = [{ $set: { lane: storedLane } }];

/** A queued job, as far as parking concerns it. */
export type Waiting = Pick<JobRecord, "_id" | "concurrencyKey"> & {
  fixed: Pick<JobRecord["fixed"], "createdBy">;
};

/**
 * Parks queued jobs that may not start: takes them into a lane of their own, so that claims do not
 * read past them. They keep their turn there, and come back one by one.
 */
export function createParking({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  /** Moves queued jobs out of the lanes of queues; the map has the lane of each id. */
  async function park(laneOfJob: Map<string, string>): Promise<void> {
    if (laneOfJob.size === 0) return;
    const groups = Map.groupBy(laneOfJob, ([, lane]) => lane);
    const statements = [...groups].map(([lane, entries]) => {
      const ids = entries.map(([id]) => id);
      const filter: mongo.Filter<JobDocument> = {
        _id: { $in: ids },
        state: "queued",
        ...queueLanes,
      };
      return { updateMany: { filter, update: { $set: { lane } } } };
    });
    await connection.ask(() => jobs.bulkWrite(statements, { ordered: false }));
  }

  /** Returns the next jobs of some lanes, of which others may have to be parked too. */
  function skim(lanes: string[]): Promise<Waiting[]> {
    const options = {
      projection: { concurrencyKey: 1, "fixed.createdBy": 1 },
      sort: { at: 1, _id: 1 },
      limit: maxSkimmed,
      batchSize: maxSkimmed + 1,
      hint: "places",
    } as const;
    return connection.ask(() => jobs.find<Waiting>({ lane: { $in: lanes } }, options).toArray());
  }

  /**
   * Moves the first job of each lane of parked ones back into the lane of its queue; of a lane that
   * is named twice, the first two.
   */
  async function unpark(lanes: string[]): Promise<void> {
    for (const lane of lanes) await unparkOne(lane);
  }

  /**
   * Does the same for many lanes, most of which have no parked job: one round trip, and two more for
   * each lane that has some.
   */
  async function unparkEach(lanes: string[]): Promise<void> {
    if (lanes.length === 0) return;
    const counts = new Map<string, number>();
    for (const lane of lanes) counts.set(lane, (counts.get(lane) ?? 0) + 1);
    for (const lane of await lanesIn({ lane: { $in: [...counts.keys()] } }))
      await unparkSome(lane, counts.get(lane) ?? 0);
  }

  async function unparkOne(lane: string): Promise<void> {
    const options = {
      sort: { at: 1, _id: 1 },
      projection: { _id: 1 },
      hint: { ...keysOfPlaces },
    } as const;
    await connection.ask(() =>
      jobs.findOneAndUpdate({ lane, state: "queued" }, intoQueue, options),
    );
  }

  /** Moves the first `count` jobs of a lane of parked ones back into the lanes of their queues. */
  async function unparkSome(lane: string, count: number): Promise<void> {
    const options = { projection: { _id: 1 }, sort: { at: 1, _id: 1 }, limit: count } as const;
    const next = await connection.ask(() =>
      jobs.find({ lane }, { ...options, hint: "places" }).toArray(),
    );
    if (next.length === 0) return;
    const filter = { _id: { $in: next.map(({ _id }) => _id) }, lane, state: "queued" as const };
    await connection.ask(() => jobs.updateMany(filter, intoQueue));
  }

  /** Returns those of the lanes that have parked jobs. */
  async function lanesIn(range: {
    lane: { $gte: string; $lt: string } | { $in: string[] };
  }): Promise<string[]> {
    const lanes = await connection.ask(() => jobs.distinct("lane", range));
    return lanes.flatMap((lane) => lane ?? []);
  }
  return { park, skim, unpark, unparkEach, unparkSome, lanesIn };
}
export type Parking = ReturnType<typeof createParking>;
