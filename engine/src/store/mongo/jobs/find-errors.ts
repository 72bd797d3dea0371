import { type QueryFilter, trusted } from "mongoose";
import {
  type CollectedGroups,
  createGroupCollector,
  type GroupPart,
  type GroupPlace,
  placeOfGroup,
} from "../../collect-groups.ts";
import { cursorOf, pageOf, placeOf } from "../../cursor.ts";
import { dismissedGroup, groupRange, openGroup } from "../../errors/error-group.ts";
import type { JobFilter } from "../../job-store.ts";
import { parsed } from "../../parsed.ts";
import type { Store } from "../../store.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { JobDocument, StoredStanding } from "../record/documents.ts";
import { conditionsOf } from "./filter.ts";
import { type Checked, checkedFields, countCheck } from "./job-check.ts";
import { escapedPattern } from "./text-pattern.ts";

type Query = Parameters<Store["findErrors"]>[0];
type Part = GroupPart<string>;
type Candidate = Checked & Pick<StoredStanding, "errorGroup" | "finishedAt">;
/** A page of groups with their names, and how many groups and jobs there are. */
type Faceted = {
  page: (Omit<Part, "group"> & { _id: string })[];
  total: { groups: number; jobs: number }[];
};
type Options = { hint: string; maxTimeMS: number; signal: AbortSignal | undefined };

const candidateFields = { ...checkedFields, errorGroup: 1, finishedAt: 1 } as const;

/**
 * Groups failed jobs along their index by group. Where a filter asks for nothing else than the index
 * has, the server reads no document. Values of payloads are compared here, one job after the other.
 */
export function createFindErrors({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "findErrors"> {
  const { models, collections } = connection;

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
    const kept = (found?.page ?? []).map(({ _id, ...group }) => ({ group: _id, ...group }));
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
      const { filter, sort, limit, cursor, signal } = query;
      const after = cursor === undefined ? null : placeOf(sort, cursor);
      const options = { hint: "by_error", maxTimeMS, signal };
      const isWanted = countCheck(filter);
      const { kept, groups, jobs } = await connection.ask(() =>
        isWanted === null
          ? groupOnServer(query, after, options)
          : groupHere(query, after, { options, isWanted }),
      );
      const errors = await connection.ask(() => errorsOf(kept.map(({ sample }) => sample)));
      const page = pageOf(
        kept,
        limit,
        ({ sample, ...group }) => {
          return { ...group, sampleId: sample, error: parsed(errors.get(sample) ?? null) };
        },
        (group) => cursorOf(sort, placeOfGroup(group, sort)),
      );
      return { ...page, groups, jobs };
    },
  };
}

/**
 * The conditions of a filter; that of the state is left out, since only failed jobs have a group, and
 * so is that of templates, which the names of groups tell.
 */
function conditionsOfErrors(filter: JobFilter): QueryFilter<JobDocument> {
  const { dismissed = false, template, notTemplate = [], ...others } = filter;
  const { from, to } = groupRange(dismissed);
  const conditions = conditionsOf(others);
  const open = { errorGroup: trusted({ $gte: from, $lt: to }) };
  const ofTemplates =
    template === undefined
      ? []
      : [{ errorGroup: trusted({ $in: template.map((name) => groupsOf(name, dismissed)) }) }];
  const notOfTemplates = notTemplate.map((name) => ({
    errorGroup: trusted({ $not: groupsOf(name, dismissed) }),
  }));
  return {
    $and: [
      open,
      ...ofTemplates,
      ...notOfTemplates,
      ...(filter.state === undefined ? conditions.slice(1) : conditions),
    ],
  };
}

/** Returns a pattern of the groups of a template; the server looks for what it begins with. */
function groupsOf(template: string, isDismissed: boolean): RegExp {
  const group = openGroup(template, "");
  return new RegExp(`^${escapedPattern(isDismissed ? dismissedGroup(group) : group)}[0-9a-f]+$`);
}

function grouping(since: number[]) {
  return {
    _id: "$errorGroup",
    count: { $sum: 1 },
    firstAt: { $min: "$finishedAt" },
    lastAt: { $max: "$finishedAt" },
    sample: { $max: "$_id" },
    ...Object.fromEntries(
      since.map((at, index) => [
        `since${index}`,
        { $sum: { $cond: [{ $gte: ["$finishedAt", new Date(at)] }, 1, 0] } },
      ]),
    ),
  };
}

function projection(since: number[]) {
  return {
    count: 1,
    sample: 1,
    firstAt: { $toLong: "$firstAt" },
    lastAt: { $toLong: "$lastAt" },
    since: since.map((_, index) => `$since${index}`),
  };
}

/** Selects the groups after a place. */
function beyond(sort: Query["sort"], [value, group]: GroupPlace) {
  const field = sort.slice(1);
  const stored = sort === "-lastAt" ? new Date(value) : value;
  return { $or: [{ [field]: { $lt: stored } }, { [field]: stored, _id: { $gt: group } }] };
}

function partOf({ _id, errorGroup = "", finishedAt }: Candidate, since: number[]): Part {
  const at = finishedAt?.getTime() ?? 0;
  return {
    group: errorGroup,
    count: 1,
    firstAt: at,
    lastAt: at,
    sample: _id,
    since: since.map((time) => (at >= time ? 1 : 0)),
  };
}
