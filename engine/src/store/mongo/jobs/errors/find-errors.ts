import { LRUCache } from "lru-cache";
import { trusted } from "mongoose";
import {
  type CollectedGroups,
  createGroupCollector,
  createLatestCollector,
  type GroupPlace,
  placeOfGroup,
} from "../../../collect-groups.ts";
import { cursorOf, pageOf, placeOf } from "../../../cursor.ts";
import { parsed } from "../../../parsed.ts";
import type { Store } from "../../../store.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import { type LookBound, noBound } from "../../../verbs/look-bound.ts";
import { type Connection, maxTimeMS } from "../../connection/connection.ts";
import { conditionsOf } from "../filter/filter.ts";
import { countCheck } from "../filter/job-check.ts";
import type { Portion, WalkLatest } from "../walk/walk-latest.ts";
import { conditionsOfErrors } from "./error-conditions.ts";
import {
  beyond,
  type Candidate,
  candidateFields,
  type GroupOnServer,
  grouping,
  type Part,
  partOf,
  partOfGroup,
  projection,
} from "./error-stages.ts";

type Query = Parameters<Store["findErrors"]>[0];
/** A page of groups, and how many groups and jobs there are. */
type Faceted = { page: GroupOnServer[]; total: { groups: number; jobs: number }[] };
type Options = { hint: string; maxTimeMS: number; signal: AbortSignal | undefined };

/** How long it is known of a filter that its jobs are too many to group all of them. */
const tooManyMs = 10_000;
const maxTooMany = 1000;

/**
 * Groups failed jobs along their index by group. Where a filter asks for nothing else than the index
 * has, the server reads no document. Values of payloads are compared here, one job after the other.
 */
export function createFindErrors({
  connection,
  walkLatest,
}: {
  connection: Connection;
  walkLatest: WalkLatest;
}): Pick<Store, "findErrors"> {
  const { models, collections } = connection;
  const tooMany = new LRUCache<string, true>({ max: maxTooMany, ttl: tooManyMs });

  /** Lets the server group jobs, and return those of one page. */
  async function groupOnServer(
    query: Query,
    after: GroupPlace | null,
    options: Options,
  ): Promise<CollectedGroups<string>> {
    const page = [
      ...(after === null ? [] : [{ $match: beyond(query.sort, after) }]),
      { $sort: { [query.sort.slice(1)]: -1, _id: 1 } as const },
      { $limit: query.limit + 1 },
      { $project: projection(query.since) },
    ];
    const total = { $group: { _id: null, groups: { $sum: 1 }, jobs: { $sum: "$count" } } };
    const [found] = await models.jobs
      .aggregate<Faceted>([
        { $match: conditionsOfErrors(query.filter) },
        { $group: grouping(query.since) },
        { $facet: { page, total: [total] } },
      ])
      .option(options)
      .exec();
    const kept = (found?.page ?? []).map(partOfGroup);
    return { kept, ...(found?.total[0] ?? { groups: 0, jobs: 0 }) };
  }

  /** Reads the jobs in order of their groups and checks each. */
  async function groupHere(
    query: Query,
    after: GroupPlace | null,
    { options, isWanted }: { options: Options; isWanted: (job: Candidate) => boolean },
  ): Promise<CollectedGroups<string>> {
    const collector = createGroupCollector<string>({ ...query, wanted: query.limit + 1, after });
    const candidates = models.jobs
      .find(conditionsOfErrors(query.filter), candidateFields)
      .sort({ errorGroup: 1, createdAt: 1, _id: 1 })
      .setOptions(options)
      .lean<Candidate[]>()
      .cursor();
    for await (const job of candidates) if (isWanted(job)) collector.add(partOf(job, query.since));
    return collector.end();
  }

  /** Whether there are no more jobs in the groups of a filter than may be looked at. */
  async function areWithin({ jobs }: LookBound, { filter, signal }: Query): Promise<boolean> {
    if (!Number.isFinite(jobs)) return true;
    const { dismissed, template, notTemplate, errorGroup } = filter;
    const key = JSON.stringify([jobs, dismissed, template, notTemplate, errorGroup]);
    if (tooMany.has(key)) return false;
    const inGroups = conditionsOfErrors({ dismissed, template, notTemplate, errorGroup });
    const options = { hint: "by_error", limit: jobs + 1, maxTimeMS, signal };
    const isWithin =
      (await models.jobs.countDocuments(inGroups).setOptions(options).exec()) <= jobs;
    if (!isWithin) tooMany.set(key, true);
    return isWithin;
  }

  /** Groups the jobs that were made last, portion by portion. */
  async function groupLatest(
    query: Query,
    after: GroupPlace | null,
    bound: LookBound,
  ): Promise<CollectedGroups<string>> {
    const { signal } = query;
    const filter: JobFilter = { dismissed: false, ...query.filter, state: ["failed"] };
    const collector = createLatestCollector<string>({ ...query, wanted: query.limit + 1, after });
    await walkLatest({ filter, key: "createdAt", bound, signal }, async (portion) => {
      for (const part of await partsOfPortion(filter, portion, query)) collector.add(part);
    });
    return collector.end();
  }

  /** Sums up a portion by group, here where values of payloads are to be compared. */
  function partsOfPortion(
    filter: JobFilter,
    { where, hint }: Portion,
    { since, signal }: Query,
  ): Promise<Part[]> {
    const isWanted = countCheck(filter);
    const inGroup = { errorGroup: trusted({ $exists: true }) };
    const matching = { $and: [...conditionsOf(filter), inGroup, where] };
    const options = { hint, maxTimeMS, signal };
    return connection.ask(async () => {
      if (isWanted === null) {
        const stages = [{ $match: matching }, { $group: grouping(since) }];
        const found = await models.jobs
          .aggregate<GroupOnServer>([...stages, { $project: projection(since) }])
          .option(options)
          .exec();
        return found.map(partOfGroup);
      }
      const latestFirst = { createdAt: -1, _id: -1 } as const;
      const read = models.jobs
        .find(matching, candidateFields)
        .sort(latestFirst)
        .setOptions(options);
      const jobs = await read.lean<Candidate[]>().exec();
      return jobs.filter(isWanted).map((job) => partOf(job, since));
    });
  }

  async function errorsOf(ids: string[]): Promise<Map<string, string | undefined>> {
    const found = await collections.jobs
      .find<{ _id: string; error?: string }>(
        { _id: { $in: ids } },
        { projection: { error: 1 }, batchSize: ids.length + 1 },
      )
      .toArray();
    return new Map(found.map(({ _id, error }) => [_id, error]));
  }

  return {
    async findErrors(query) {
      const { filter, sort, limit, cursor, signal, bound = noBound } = query;
      const after = cursor === undefined ? null : placeOf(sort, cursor);
      const options = { hint: "by_error", maxTimeMS, signal };
      const isWanted = countCheck(filter);
      const isComplete = await connection.ask(() => areWithin(bound, query));
      const groupAll = () =>
        isWanted === null
          ? groupOnServer(query, after, options)
          : groupHere(query, after, { options, isWanted });
      const { kept, groups, jobs } = isComplete
        ? await connection.ask(groupAll)
        : await groupLatest(query, after, bound);
      const errors = await connection.ask(() => errorsOf(kept.map(({ sample }) => sample)));
      const page = pageOf(
        kept,
        limit,
        ({ sample, ...group }) => {
          return { ...group, sampleId: sample, error: parsed(errors.get(sample) ?? null) };
        },
        (group) => cursorOf(sort, placeOfGroup(group, sort)),
      );
      return { ...page, groups, jobs, isComplete };
    },
  };
}
