import type { Store } from "../../store.ts";
import type { WaitFacts } from "../../verbs/work-store.ts";
import type { Connection } from "../connection/connection.ts";
import { jobOf, named, type WholeJob } from "../record/documents.ts";
import { keyLanes, ownerLanes } from "../record/lane-position.ts";
import { unannounced } from "../record/new-job.ts";

/** Finds why a job has not started. Each count ends at its limit, however long the line is. */
export function createWaitFacts({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "waitFacts"> {
  const { jobs } = connection.collections;

  /** Counts the jobs that are before it in its lane. */
  async function countAhead(job: WholeJob, most: number): Promise<number | null> {
    const { _id, lane, at, state } = job;
    if (state !== "queued" || lane === undefined || at === undefined) return null;
    const before = { lane, at: { $lte: at }, $or: [{ at: { $lt: at } }, { _id: { $lt: _id } }] };
    return connection.ask(() => jobs.countDocuments(before, { limit: most, hint: "places" }));
  }

  async function holdersOf({ concurrencyKey }: WholeJob, most: number): Promise<string[]> {
    if (concurrencyKey === undefined) return [];
    const options = { projection: { _id: 1 }, limit: most, hint: "slots" } as const;
    const found = await connection.ask(() =>
      jobs.find({ concurrencyKey, slot: { $exists: true } }, options).toArray(),
    );
    return found.map(({ _id }) => _id);
  }

  return {
    async waitFacts({ id, maxAhead, maxHolders }) {
      const job = await connection.ask(() => jobs.findOne<WholeJob>(named(id)));
      if (job === null) return null;
      const [ahead, keyHolders] = await Promise.all([
        countAhead(job, maxAhead + 1),
        holdersOf(job, maxHolders),
      ]);
      const { concurrencyKey: name, fixed } = job;
      return {
        ...{ job: jobOf(job), kind: fixed.kind, ahead, keyHolders },
        parkedFor: parkedFor(job),
        openTargets: (job.waitsFor ?? []).filter((target) => target !== unannounced),
        key: name === undefined ? null : { name, limit: fixed.concurrencyLimit ?? 1 },
      };
    },
  };
}

function parkedFor({ lane = "" }: WholeJob): WaitFacts["parkedFor"] {
  if (lane >= keyLanes.lane.$gte && lane < keyLanes.lane.$lt) return "key";
  return lane >= ownerLanes.lane.$gte && lane < ownerLanes.lane.$lt ? "owner" : null;
}
