import { isKeptLongEnough, keepMsOf, shortestKeepMs } from "../../keep-policy.ts";
import type { ExpiredJob } from "../../prune-store.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import type { JobDocument } from "../record/documents.ts";

type Wanted = Parameters<Store["findExpiredJobs"]>[0];
type Key = Pick<JobDocument, "_id" | "createdAt"> & { fixed: { template: string } };

/**
 * Makes the look for jobs that were kept for long enough, along the index of their state by
 * creation: no job ends before it is created. The index also holds the template, so documents are
 * read only of jobs that are old enough to be due.
 */
export function createFindExpired({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  async function findExpiredJobs(wanted: Wanted): ReturnType<Store["findExpiredJobs"]> {
    const { policy, state, limit } = wanted;
    const keepMs = shortestKeepMs(policy, state);
    if (keepMs === null) return { jobs: [], next: null };
    const now = connection.time.now();
    const keys = await readKeys(wanted, new Date(now - keepMs));
    const due = keys.filter((key) => mayBeDue(wanted, key, now)).map(({ _id }) => _id);
    const last = keys.at(-1);
    return {
      jobs: await readDue(wanted, due, now),
      next: last === undefined || keys.length < limit ? null : `${+last.createdAt} ${last._id}`,
    };
  }

  function readKeys({ state, limit, after, newestFirst }: Wanted, to: Date): Promise<Key[]> {
    const direction = newestFirst ? -1 : 1;
    const options = {
      projection: { _id: 1, createdAt: 1, "fixed.template": 1 },
      sort: { createdAt: direction, _id: direction },
      limit,
      batchSize: limit + 1,
      hint: "by_state",
    } as const;
    const place = after == null ? [] : [beyond(after, newestFirst ? "$lt" : "$gt")];
    const filter = { state, $and: [{ createdAt: { $lte: to } }, ...place] };
    return connection.ask(() => jobs.find<Key>(filter, options).toArray());
  }

  async function readDue({ policy, state }: Wanted, ids: string[], now: number) {
    if (ids.length === 0) return [];
    const options = {
      projection: { "fixed.template": 1, finishedAt: 1 },
      batchSize: ids.length + 1,
    };
    const found = await connection.ask(() =>
      jobs.find<Key & { finishedAt: Date }>({ _id: { $in: ids }, state }, options).toArray(),
    );
    const jobsById = new Map(
      found.map(({ _id, fixed: { template }, finishedAt }): [string, ExpiredJob] => [
        _id,
        { id: _id, template, state, finishedAt: finishedAt.getTime() },
      ]),
    );
    return ids
      .flatMap((id) => jobsById.get(id) ?? [])
      .filter((job) => isKeptLongEnough(policy, job, now));
  }
  return findExpiredJobs;
}

/** False for a job that was created too late to have ended long enough ago. */
function mayBeDue({ policy, state }: Wanted, { createdAt, fixed }: Key, now: number): boolean {
  const keepMs = keepMsOf(policy, fixed.template, state);
  return keepMs !== null && createdAt.getTime() <= now - keepMs;
}

/** Selects what lies beyond a place in the order of creation. */
function beyond(place: string, than: "$gt" | "$lt") {
  const [at = "", id = ""] = place.split(" ");
  const createdAt = new Date(Number(at));
  return {
    createdAt: { [`${than}e`]: createdAt },
    $or: [{ createdAt: { [than]: createdAt } }, { _id: { [than]: id } }],
  };
}
