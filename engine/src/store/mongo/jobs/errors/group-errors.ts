import type { mongo } from "mongoose";
import { cursorValues } from "../../../cursor.ts";
import { dismissedGroup, errorHash, openGroup } from "../../../errors/error-group.ts";
import type { Store } from "../../../store.ts";
import type { Connection } from "../../connection/connection.ts";
import type { JobDocument, JobRecord } from "../../record/documents.ts";

type Failed = Pick<
  JobRecord,
  "_id" | "seq" | "createdAt" | "error" | "dismissedAt" | "errorGroup"
> & {
  fixed: Pick<JobRecord["fixed"], "template" | "queue">;
};

const projection = {
  ...{ seq: 1, createdAt: 1, error: 1, dismissedAt: 1, errorGroup: 1 },
  ...{ "fixed.template": 1, "fixed.queue": 1 },
} as const;

/** Gives jobs their group that failed before there were groups, or in an older process. */
export function createGroupErrors({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "groupErrors"> {
  const { jobs } = connection.collections;

  /** Reads failed jobs in the order of their index, from the place on. */
  function read(cursor: string | undefined, limit: number): Promise<Failed[]> {
    const [template = "", queue = "", at = 0, id = ""] =
      cursor === undefined ? [] : cursorValues(cursor);
    const place = { "fixed.template": template, "fixed.queue": queue };
    const options = {
      ...{ projection, limit, batchSize: limit + 1, hint: "by_state_template_queue" },
      // The least key behind that of the job at the place.
      min: { state: "failed", ...place, createdAt: new Date(Number(at)), _id: `${id}\0` },
      max: { state: "failed\0", "fixed.template": "", "fixed.queue": "", createdAt: null, _id: "" },
    };
    return connection.ask(() => jobs.find<Failed>({}, options).toArray());
  }

  return {
    async groupErrors({ limit, cursor }) {
      const found = await read(cursor, limit);
      const statements = found.flatMap((job) => statementOf(job) ?? []);
      if (statements.length > 0)
        await connection.ask(() => jobs.bulkWrite(statements, { ordered: false }));
      const last = found.at(-1);
      return {
        grouped: statements.length,
        next: found.length < limit || last === undefined ? null : placeOf(last),
      };
    },
  };
}

/** Makes the cursor of a job's place in the index. */
function placeOf({ _id, createdAt, fixed: { template, queue } }: Failed): string {
  return Buffer.from(JSON.stringify([template, queue, createdAt.getTime(), _id])).toString(
    "base64url",
  );
}

/** Writes nothing where a step was made since: the job is then read again in the next round. */
function statementOf(job: Failed): mongo.AnyBulkWriteOperation<JobDocument> | null {
  const { _id, seq, error, dismissedAt, errorGroup, fixed } = job;
  if (errorGroup !== undefined || error === undefined) return null;
  const open = openGroup(fixed.template, errorHash(JSON.parse(error)));
  const group = dismissedAt === undefined ? open : dismissedGroup(open);
  return { updateOne: { filter: { _id, seq }, update: { $set: { errorGroup: group } } } };
}
