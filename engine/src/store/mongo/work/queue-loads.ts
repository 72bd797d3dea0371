import { agingMs } from "../../steps/turn.ts";
import type { Store } from "../../store.ts";
import type { QueueLoad } from "../../verbs/work-store.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import { loopLanes } from "../record/lane-position.ts";

type What = "scheduled" | "queued" | "running";
type Group = { _id: { queue: string; what: What }; count: number; since: Date };

/** Whether the job is in one of some lanes. */
const inLanes = (...lanes: string[]) => ({ $in: ["$lane", lanes] });

/**
 * Counts along the index `places`, which holds the jobs that have not ended and all that is asked
 * for: no document is read, and those of jobs that have ended are not passed.
 */
const counting = [
  { $match: { lane: { $gt: "" } } },
  {
    $group: {
      _id: {
        queue: "$fixed.queue",
        what: {
          $cond: [
            inLanes(loopLanes.due, loopLanes.held),
            "scheduled",
            { $cond: [inLanes(loopLanes.leased), "running", "queued"] },
          ],
        },
      },
      count: { $sum: 1 },
      since: { $min: { $add: ["$at", { $multiply: ["$priority", agingMs] }] } },
    },
  },
];

/** Reports how much waits in each queue. */
export function createQueueLoads({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "queueLoads"> {
  const { jobs } = connection.collections;
  return {
    async queueLoads() {
      const groups = await connection.ask(() =>
        jobs.aggregate<Group>(counting, { hint: "places", maxTimeMS }).toArray(),
      );
      return loadsOf(groups);
    },
  };
}

function loadsOf(groups: Group[]): QueueLoad[] {
  const loads = new Map<string, QueueLoad>();
  for (const { _id, count, since } of groups) {
    const { queue: name, what } = _id;
    const load = loads.get(name) ?? { name, scheduled: 0, queued: 0, running: 0, oldestAt: null };
    load[what] = count;
    if (what === "queued") load.oldestAt = since.getTime();
    loads.set(name, load);
  }
  return [...loads.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
