import {
  type CollectedGroups,
  createGroupCollector,
  createLatestCollector,
  type GroupPart,
  type GroupPlace,
} from "../../../collect-groups.ts";
import { groupRange } from "../../../errors/error-group.ts";
import type { ErrorSort, JobFilter } from "../../../verbs/job-store.ts";
import type { LookBound } from "../../../verbs/look-bound.ts";
import type { Database } from "../../connection/database.ts";
import type { Clause } from "../filter.ts";
import { chooseScans } from "../walk/choose-scans.ts";
import { type ScanQuery, where } from "../walk/slices.ts";
import { lookAlong, walk } from "../walk/walk.ts";
import { partsOf, partsOfSlice } from "./error-parts.ts";

/** A page of groups of failed jobs. */
export type ErrorsQuery = {
  filter: JobFilter;
  sort: ErrorSort;
  since: number[];
  limit: number;
  after: GroupPlace | null;
  bound: LookBound;
};
/** A group as the index has it, and what its sample has. */
export type FoundGroup = Omit<GroupPart<number>, "sample"> & {
  sampleId: string;
  error: string | null;
};

/** The groups of a page and one more, and how many groups and jobs match in all. */
export type FoundGroups = {
  found: FoundGroup[];
  groups: number;
  jobs: number;
  isComplete: boolean;
};

type Range = { from: string; to: string };
/** Where a slice ends: a group and a time of creation, all jobs of which are in the slice. */
type Place = [group: string, createdAt: number];

/** Rows that a query looks at before others get a turn. */
const rowsPerSlice = 4000;

/**
 * Groups failed jobs along their index by group, slice by slice, so that the thread can answer
 * others in between. Where a filter asks for nothing else than the index has, no other table is read.
 * Of more than the bound, it groups those that were made last, along the index that leads to them.
 */
export function createFindErrors(database: Database) {
  const sampleOf = database.statement<{ sampleId: string; error: string | null }>(
    `select j.id as sampleId, s.error as error from jobs j join standings s on s.job = j.no
     where j.no = ?`,
  );

  return function* findErrors(query: ErrorsQuery): Generator<void, FoundGroups, void> {
    const isComplete = areWithin(database, query);
    const { kept, groups, jobs } = yield* isComplete ? groupAll(query) : groupLatest(query);
    const found = kept.map(({ sample, ...group }): FoundGroup => {
      return { ...group, ...(sampleOf.get(sample) ?? { sampleId: "", error: null }) };
    });
    return { found, groups, jobs, isComplete };
  };

  function* groupAll(query: ErrorsQuery): Generator<void, CollectedGroups<number>, void> {
    const collector = createGroupCollector<number>({ ...query, wanted: query.limit + 1 });
    for (const range of rangesOf(query.filter)) {
      let after: Place | null = null;
      for (;;) {
        const end = sliceEnd(database, range, after);
        for (const part of partsOf(database, query, bounds(range, after, end))) collector.add(part);
        if (end === null) break;
        after = end;
        yield;
      }
    }
    return collector.end();
  }

  function* groupLatest(query: ErrorsQuery): Generator<void, CollectedGroups<number>, void> {
    const collector = createLatestCollector<number>({ ...query, wanted: query.limit + 1 });
    const failed: ScanQuery = {
      filter: { dismissed: false, ...query.filter, state: ["failed"] },
      sort: "-createdAt",
    };
    const scans = chooseScans(database, failed, query.bound);
    const lookOf = lookAlong(scans, query.bound);
    for (const scan of scans)
      yield* walk(database, { query: failed, scan, look: lookOf(), isWhole: true }, (slice) => {
        for (const part of partsOfSlice(database, failed, { scan, slice, since: query.since }))
          collector.add(part);
        return false;
      });
    return collector.end();
  }
}

/** Whether there are no more jobs in the groups of a filter than may be looked at. */
function areWithin(database: Database, { filter, bound: { jobs } }: ErrorsQuery): boolean {
  if (!Number.isFinite(jobs)) return true;
  let left = jobs;
  for (const range of rangesOf(filter)) {
    const { sql, values } = where(bounds(range, null, null));
    const [row] = database.queryValues(
      `select count(*) from (select 1 from standings s indexed by standings_by_error ${sql} limit ?)`,
      [...values, left + 1],
    );
    left -= Number(row?.[0] ?? 0);
    if (left < 0) return false;
  }
  return true;
}

/** The ranges of the index that a filter leaves, in order. */
function rangesOf({ errorGroup, dismissed = false }: JobFilter): Range[] {
  if (errorGroup === undefined) return [groupRange(dismissed)];
  return [...new Set(errorGroup)].sort().map((group) => ({ from: group, to: `${group}\u0000` }));
}

/** One bound at each side: of two, the index would start at the wider one. */
function bounds({ from, to }: Range, after: Place | null, end: Place | null): Clause[] {
  return [
    // Without it SQLite does not see that its partial index has all of them.
    { sql: "s.errorGroup is not null", values: [] },
    after === null
      ? { sql: "s.errorGroup >= ?", values: [from] }
      : { sql: "(s.errorGroup, s.createdAt) > (?, ?)", values: after },
    end === null
      ? { sql: "s.errorGroup < ?", values: [to] }
      : { sql: "(s.errorGroup, s.createdAt) <= (?, ?)", values: end },
  ];
}

function sliceEnd(database: Database, range: Range, after: Place | null): Place | null {
  const { sql, values } = where(bounds(range, after, null));
  const [row] = database.queryValues(
    `select s.errorGroup, s.createdAt from standings s indexed by standings_by_error
     ${sql} order by s.errorGroup, s.createdAt limit 1 offset ${rowsPerSlice - 1}`,
    values,
  );
  return row === undefined ? null : [String(row[0]), Number(row[1])];
}
