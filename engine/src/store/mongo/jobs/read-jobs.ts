import { trusted } from "mongoose";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { jobOf, present, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";

type Reads = Pick<Store, "getJob" | "knownJobs">;
type Known = Pick<WholeJob, "_id" | "state"> & {
  fixed: Pick<WholeJob["fixed"], "createdBy" | "template">;
};

/** Reads jobs by id. */
export function createReadJobs({
  connection,
  results,
}: {
  connection: Connection;
  results: Results;
}): Reads {
  const { jobs } = connection.models;

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
        jobs
          .find(filter, { state: 1, "fixed.createdBy": 1, "fixed.template": 1 })
          .lean<Known[]>()
          .exec(),
      );
      return found.map(({ _id: id, state, fixed }) => ({ id, state, ...fixed }));
    },
  };
}
