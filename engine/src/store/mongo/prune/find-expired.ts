import type { Store } from "../../store.ts";
import { isKeptLongEnough, shortestKeepMs } from "../../verbs/keep-policy.ts";
import type { ExpiredJob } from "../../verbs/prune-store.ts";
import type { Connection } from "../connection/connection.ts";
import type { TemplateQueues } from "../jobs/template-queues.ts";
import type { JobDocument } from "../record/documents.ts";

type Wanted = Parameters<Store["findExpiredJobs"]>[0];
type Ended = Pick<JobDocument, "_id"> & { finishedAt: Date; fixed: { template: string } };

/** Templates whose jobs the server merges in order; beyond these it would sort them. */
const maxMerged = 200;

/**
 * Makes the look for jobs that were kept for long enough, along the index of their state and
 * template by end. It holds all that decides, so no document is read.
 */
export function createFindExpired({
  connection,
  templateQueues,
}: {
  connection: Connection;
  templateQueues: TemplateQueues;
}) {
  const { jobs } = connection.collections;

  return async function findExpiredJobs(wanted: Wanted): ReturnType<Store["findExpiredJobs"]> {
    const { policy, state, limit, newestFirst = false } = wanted;
    const keepMs = shortestKeepMs(policy, state);
    if (keepMs === null) return { jobs: [], next: null };
    const now = connection.time.now();
    const templates = await templateQueues.templates();
    const ended: Ended[] = [];
    for (let from = 0; from < templates.length; from += maxMerged) {
      const some = templates.slice(from, from + maxMerged);
      ended.push(...(await read(wanted, some, new Date(now - keepMs))));
    }
    if (templates.length > maxMerged) ended.sort(byEnd(newestFirst ? -1 : 1));
    const seen = ended.slice(0, limit);
    const last = seen.at(-1);
    return {
      jobs: seen.map((job) => expiredJob(job, state)).filter((job) => isDue(policy, job, now)),
      next:
        last === undefined || seen.length < limit
          ? null
          : `${last.finishedAt.getTime()} ${last._id}`,
    };
  };

  function read(
    { state, limit, after, newestFirst }: Wanted,
    templates: string[],
    to: Date,
  ): Promise<Ended[]> {
    const direction = newestFirst ? -1 : 1;
    const options = {
      projection: { _id: 1, finishedAt: 1, "fixed.template": 1 },
      sort: { finishedAt: direction, _id: direction },
      limit,
      batchSize: limit + 1,
      hint: "by_state_template_end",
    } as const;
    const place = after == null ? [] : [beyond(after, newestFirst ? "$lt" : "$gt")];
    const ofTemplates = { state, "fixed.template": { $in: templates } };
    const filter = { ...ofTemplates, $and: [{ finishedAt: { $lte: to } }, ...place] };
    return connection.ask(() => jobs.find<Ended>(filter, options).toArray());
  }
}

function expiredJob({ _id, finishedAt, fixed }: Ended, state: ExpiredJob["state"]): ExpiredJob {
  return { id: _id, template: fixed.template, state, finishedAt: finishedAt.getTime() };
}

function isDue(policy: Wanted["policy"], job: ExpiredJob, now: number): boolean {
  return isKeptLongEnough(policy, job, now);
}

function byEnd(direction: 1 | -1) {
  return (a: Ended, b: Ended) =>
    direction * (a.finishedAt.getTime() - b.finishedAt.getTime() || (a._id < b._id ? -1 : 1));
}

/** Selects what lies beyond a place in the order of their end. */
function beyond(place: string, than: "$gt" | "$lt") {
  const [at = "", id = ""] = place.split(" ");
  const finishedAt = new Date(Number(at));
  return {
    finishedAt: { [`${than}e`]: finishedAt },
    $or: [{ finishedAt: { [than]: finishedAt } }, { _id: { [than]: id } }],
  };
}
