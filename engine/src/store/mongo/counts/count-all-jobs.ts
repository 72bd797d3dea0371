import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { Writes } from "../outbox/writes.ts";
import { add, type Counts, move, type Place } from "./place-counts.ts";
import { stateAfter, type WrittenJob, writtenFields } from "./written-jobs.ts";

type Group = { _id: Place; count: number; late: string[] };

/** Jobs that one call counts. */
const jobsPerCall = 20_000;

/** Makes the count of all jobs, each where it stood after certain writes, in portions. */
export function createCountAllJobs({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  async function countAll(at: Writes): Promise<Counts> {
    const counts: Counts = new Map();
    for (let from = ""; ; ) {
      const to = await endOfCall(from);
      await countSome(counts, at, { $gt: from, ...(to !== null && { $lte: to }) });
      if (to === null) return counts;
      from = to;
    }
  }

  /** Returns the id up to which one call counts; null where it counts the rest. */
  async function endOfCall(from: string): Promise<string | null> {
    const options = {
      projection: { _id: 1 },
      sort: { _id: 1 },
      skip: jobsPerCall - 1,
      limit: 1,
      hint: "_id_",
    } as const;
    const [last] = await connection.ask(() => jobs.find({ _id: { $gt: from } }, options).toArray());
    return last?._id ?? null;
  }

  async function countSome(counts: Counts, at: Writes, ids: object): Promise<void> {
    const pipeline = [{ $match: { _id: ids } }, ...countingAfter(at)];
    const groups = await connection.ask(() =>
      jobs.aggregate<Group>(pipeline, { hint: "_id_", maxTimeMS }).toArray(),
    );
    for (const { _id, count } of groups) add(counts, _id, count);
    const late = await readJobs(groups.flatMap((group) => group.late));
    for (const job of late) {
      const state = stateAfter(at, job);
      if (state === undefined) throw new Error("A job has changed too much to be counted");
      move(counts, job, null, state);
    }
  }

  async function readJobs(ids: string[]): Promise<WrittenJob[]> {
    const options = { projection: writtenFields, batchSize: ids.length + 1 };
    if (ids.length === 0) return [];
    return connection.ask(() => jobs.find<WrittenJob>({ _id: { $in: ids } }, options).toArray());
  }

  return countAll;
}

/**
 * Counts the jobs whose last write is among these, and names the others. It goes by id, which no
 * step changes: so it meets each job once.
 */
function countingAfter(at: Writes) {
  const isLate = {
    $or: at
      .others()
      .map(({ after, upTo }) => ({ $and: [{ $gt: ["$by", after] }, { $lte: ["$by", upTo] }] })),
  };
  return [
    { $set: { isLate } },
    { $match: { $or: [{ isLate: true }, { state: { $ne: "deleted" } }] } },
    {
      $group: {
        _id: { template: "$fixed.template", queue: "$fixed.queue", state: "$state" },
        count: { $sum: { $cond: ["$isLate", 0, 1] } },
        late: { $push: { $cond: ["$isLate", "$_id", "$$REMOVE"] } },
      },
    },
  ];
}
