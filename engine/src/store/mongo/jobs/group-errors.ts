import type { mongo } from "mongoose";
import { cursorOf, placeOf } from "../../cursor.ts";
import { dismissedGroup, errorHash, openGroup } from "../../errors/error-group.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { JobDocument, JobRecord } from "../record/documents.ts";

type Failed = Pick<
  JobRecord,
  "_id" | "seq" | "createdAt" | "error" | "dismissedAt" | "errorGroup"
> & {
  fixed: Pick<JobRecord["fixed"], "template">;
};

const projection = {
  ...{ seq: 1, createdAt: 1, error: 1, dismissedAt: 1, errorGroup: 1 },
  "fixed.template": 1,
} as const;

/** Gives jobs their group that failed before there were groups, or in an older process. */
export function createGroupErrors({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "groupErrors"> {
  const { jobs } = connection.collections;

  /** Reads failed jobs in order of creation, from the place on. */
  function read(after: [number, string] | null, limit: number): Promise<Failed[]> {
    const [at, id] = after ?? [0, ""];
    const createdAt = new Date(at);
    const filter: mongo.Filter<JobDocument> = {
      state: "failed",
      createdAt: { $gte: createdAt },
      $or: [{ createdAt: { $gt: createdAt } }, { _id: { $gt: id } }],
    };
    const sort = { createdAt: 1, _id: 1 } as const;
    const options = { projection, sort, limit, batchSize: limit + 1, hint: "by_state" } as const;
    return connection.ask(() => jobs.find<Failed>(filter, options).toArray());
  }

  return {
    async groupErrors({ limit, cursor }) {
      const found = await read(cursor === undefined ? null : placeOf("createdAt", cursor), limit);
      const statements = found.flatMap((job) => statementOf(job) ?? []);
      if (statements.length > 0)
        await connection.ask(() => jobs.bulkWrite(statements, { ordered: false }));
      const last = found.at(-1);
      return {
        grouped: statements.length,
        next:
          found.length < limit || last === undefined
            ? null
            : cursorOf("createdAt", [last.createdAt.getTime(), last._id]),
      };
    },
  };
}

/** Writes nothing where a step was made since: the job is then read again in the next round. */
function statementOf(job: Failed): mongo.AnyBulkWriteOperation<JobDocument> | null {
  const { _id, seq, error, dismissedAt, errorGroup, fixed } = job;
  if (errorGroup !== undefined || error === undefined) return null;
  const open = openGroup(fixed.template, errorHash(JSON.parse(error)));
  const group = dismissedAt === undefined ? open : dismissedGroup(open);
  return { updateOne: { filter: { _id, seq }, update: { $set: { errorGroup: group } } } };
}
