import type { JobState } from "@formwork/contracts/states";
import { trusted } from "mongoose";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { jobOf, present, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";

type Reads = Pick<Store, "getJob" | "knownJobs" | "countJobs">;
type Count = { _id: { template: string; state: JobState }; count: number };

/** Reads jobs by id, and counts them by template and state. */
export function createReadJobs({
  connection,
  results,
}: {
  connection: Connection;
  results: Results;
}): Reads {
  const { jobs } = connection.models;
  const counting = [
    { $match: { state: present } },
    { $group: { _id: { template: "$fixed.template", state: "$state" }, count: { $sum: 1 } } },
  ];

  return {
    async getJob({ id }) {
      const found = await connection.ask(() =>
        jobs
          .findOne({ _id: id, state: trusted(present) }, { steps: 0 })
          .lean<WholeJob>()
          .exec(),
      );
      if (found === null) return null;
      const [job = found] = await results.join([found]);
      return jobOf(job);
    },
    async knownJobs({ ids }) {
      const filter = { _id: trusted({ $in: ids }), state: trusted(present) };
      const found = await connection.ask(() =>
        jobs.find(filter, { _id: 1 }).lean<{ _id: string }[]>().exec(),
      );
      return found.map(({ _id }) => _id);
    },
    async countJobs() {
      const counts = await connection.ask(() =>
        connection.collections.jobs.aggregate<Count>(counting, { hint: "by_state" }).toArray(),
      );
      return counts.map(({ _id, count }) => ({ ..._id, count }));
    },
  };
}
