import type { Store } from "../../store.ts";
import type { KeyHold, OwnerAtWork } from "../../verbs/work-store.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { JobRecord } from "../record/documents.ts";
import { keyLanes, keyOf, loopLanes, ownerLanes, ownerOf } from "../record/lane-position.ts";

type Held = { _id: string; waiting: number; first: string };
type First = Pick<JobRecord, "_id" | "concurrencyKey"> & {
  fixed: Pick<JobRecord["fixed"], "concurrencyLimit" | "summary" | "template">;
};
type Counted = { _id: string; count: number };

/** Reports behind which full concurrency keys and owners jobs wait, along the index of lanes. */
export function createHolds({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "keyHolds" | "ownersAtWork"> {
  const { jobs } = connection.collections;

  /** Groups parked jobs without reading a document; in each lane the first in line comes first. */
  function heldIn(queue: string, limit: number, most: number): Promise<Held[]> {
    const pipeline = [
      { $match: keyLanes },
      { $sort: { lane: 1, at: 1, _id: 1 } },
      { $limit: most },
      { $match: { "fixed.queue": queue } },
      { $group: { _id: "$lane", waiting: { $sum: 1 }, first: { $first: "$_id" } } },
      { $sort: { waiting: -1, _id: 1 } },
      { $limit: limit + 1 },
    ];
    return connection.ask(() =>
      jobs.aggregate<Held>(pipeline, { hint: "places", maxTimeMS }).toArray(),
    );
  }

  async function firstOf(held: Held[]): Promise<Map<string, First>> {
    const fields = { "fixed.concurrencyLimit": 1, "fixed.summary": 1, "fixed.template": 1 };
    const filter = { _id: { $in: held.map(({ first }) => first) } };
    const found = await connection.ask(() =>
      jobs.find<First>(filter, { projection: fields }).toArray(),
    );
    return new Map(found.map((job) => [job._id, job]));
  }

  async function runningOf(keys: string[]): Promise<Map<string, number>> {
    const pipeline = [
      { $match: { concurrencyKey: { $in: keys }, slot: { $exists: true } } },
      { $group: { _id: "$concurrencyKey", count: { $sum: 1 } } },
    ];
    return countsOf(pipeline, "slots");
  }

  async function countsOf(pipeline: object[], hint: string): Promise<Map<string, number>> {
    const groups = await connection.ask(() =>
      jobs.aggregate<Counted>(pipeline, { hint, maxTimeMS }).toArray(),
    );
    return new Map(groups.map(({ _id, count }) => [_id, count]));
  }

  return {
    async keyHolds({ queue, limit, maxHeld }) {
      const held = await heldIn(queue, limit, maxHeld);
      const shown = held.slice(0, limit);
      const [first, running, looked] = await Promise.all([
        firstOf(shown),
        runningOf(shown.map(({ _id }) => keyOf(_id))),
        connection.ask(() => jobs.countDocuments(keyLanes, { limit: maxHeld + 1, hint: "places" })),
      ]);
      const items = shown.flatMap(({ _id, waiting, first: id }): KeyHold[] => {
        const job = first.get(id);
        if (job === undefined) return [];
        const { concurrencyLimit = 1, summary = "", template } = job.fixed;
        const key = keyOf(_id);
        return [
          {
            ...{ key, limit: concurrencyLimit, running: running.get(key) ?? 0, waiting },
            first: { id, summary, template },
          },
        ];
      });
      return { items, isAll: held.length <= limit && looked <= maxHeld };
    },
    async ownersAtWork({ limit, maxJobs }) {
      const [running, held] = await Promise.all([
        countsOf(
          [
            { $match: { lane: { $in: [loopLanes.leased, loopLanes.ending] } } },
            { $limit: maxJobs },
            { $group: { _id: "$fixed.createdBy", count: { $sum: 1 } } },
          ],
          "places",
        ),
        countsOf(
          [
            { $match: ownerLanes },
            { $limit: maxJobs },
            { $group: { _id: "$lane", count: { $sum: 1 } } },
          ],
          "places",
        ),
      ]);
      const waiting = new Map([...held].map(([lane, count]) => [ownerOf(lane), count]));
      const owners = [...new Set([...running.keys(), ...waiting.keys()])].map(
        (owner): OwnerAtWork => ({
          ...{ owner, running: running.get(owner) ?? 0, waiting: waiting.get(owner) ?? 0 },
        }),
      );
      owners.sort((a, b) => b.running - a.running || (a.owner < b.owner ? -1 : 1));
      const isWhole = [running, held].every((counts) => sumOf(counts) < maxJobs);
      return { items: owners.slice(0, limit), isAll: isWhole && owners.length <= limit };
    },
  };
}

function sumOf(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
