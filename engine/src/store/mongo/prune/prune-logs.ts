import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { JobDocument } from "../record/documents.ts";
import { endedBefore } from "./ended-jobs.ts";
import { createRemoveLogs, type LogEnd } from "./remove-log.ts";

type Owner = Pick<JobDocument, "_id" | "createdAt" | "state" | "finishedAt">;

/**
 * Finds and removes logs of jobs that ended long enough ago, and notes in each job that it did. Jobs
 * that have a log are found along the ids of its chunks, which begin with that of the job.
 */
export function createPruneLogs({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "findOldLogs" | "pruneLogs" | "logRemovedAt"> {
  const { jobs, log_chunks } = connection.collections;
  const removeLogs = createRemoveLogs({ connection });

  const findOldLogs: Store["findOldLogs"] = async ({ keepMs, limit, after }) => {
    const chunks = await connection.ask(() =>
      log_chunks
        .find(
          { _id: { $gt: after == null ? "" : `${after};` } }, // The character after ":".
          { projection: { _id: 1 }, sort: { _id: 1 }, limit, batchSize: limit + 1 },
        )
        .toArray(),
    );
    const ids = [...new Set(chunks.map(({ _id }) => _id.slice(0, _id.lastIndexOf(":"))))];
    const before = new Date(connection.time.now() - keepMs);
    const owners = await readOwners(ids);
    const isOver = chunks.length < limit || owners.some(({ createdAt }) => createdAt > before);
    return {
      ids: owners.flatMap((job) => (hasEndedBy(job, before) ? [job._id] : [])),
      next: isOver ? null : (ids.at(-1) ?? null),
    };
  };

  function readOwners(ids: string[]): Promise<Owner[]> {
    const options = {
      projection: { createdAt: 1, state: 1, finishedAt: 1 },
      batchSize: ids.length + 1,
    };
    return connection.ask(() => jobs.find<Owner>({ _id: { $in: ids } }, options).toArray());
  }

  const pruneLogs: Store["pruneLogs"] = async ({ ids, keepMs }) => {
    const now = connection.time.now();
    const noted = await Promise.all(ids.map((id) => note(id, now, keepMs)));
    const logs = noted.filter((log) => log !== null);
    const done = await removeLogs(logs);
    return {
      removed: done.length,
      rest: logs.map(({ id }) => id).filter((id) => !done.includes(id)),
    };
  };

  /** Returns the last line that may go: what a retry writes comes after it. */
  async function note(id: string, now: number, keepMs: number): Promise<LogEnd | null> {
    const filter = { _id: { $eq: id }, ...endedBefore(now, keepMs) };
    const update = { $set: { logRemovedAt: new Date(now) } };
    const options = { projection: { lines: 1 }, returnDocument: "after" } as const;
    const job = await connection.ask(() => jobs.findOneAndUpdate(filter, update, options));
    return job === null ? null : { id, lines: job.lines };
  }

  const logRemovedAt: Store["logRemovedAt"] = async ({ id }) => {
    const options = { projection: { logRemovedAt: 1 } };
    const job = await connection.ask(() => jobs.findOne({ _id: { $eq: id } }, options));
    return job?.logRemovedAt?.getTime() ?? null;
  };
  return { findOldLogs, pruneLogs, logRemovedAt };
}

function hasEndedBy({ state, finishedAt }: Owner, before: Date): boolean {
  return state !== "deleted" && finishedAt != null && finishedAt <= before;
}
