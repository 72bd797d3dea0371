import type { SQLInputValue } from "node:sqlite";
import { createGroupCollector, type GroupPart, type GroupPlace } from "../../collect-groups.ts";
import { groupRange, templateOfGroup } from "../../errors/error-group.ts";
import type { ErrorSort, JobFilter } from "../../job-store.ts";
import type { Database } from "../connection/database.ts";
import { type Clause, clausesOf } from "./filter.ts";
import { where } from "./slices.ts";

/** A page of groups of failed jobs. */
export type ErrorsQuery = {
  filter: JobFilter;
  sort: ErrorSort;
  since: number[];
  limit: number;
  after: GroupPlace | null;
};
/** A group as the index has it, and what its sample has. */
export type FoundGroup = Omit<GroupPart<number>, "sample"> & {
  sampleId: string;
  error: string | null;
};

/** The groups of a page and one more, and how many groups and jobs match in all. */
export type FoundGroups = { found: FoundGroup[]; groups: number; jobs: number };

type Range = { from: string; to: string };
/** Where a slice ends: a group and a time of creation, all jobs of which are in the slice. */
type Place = [group: string, createdAt: number];

/** Rows that a query looks at before others get a turn. */
const rowsPerSlice = 4000;

/**
 * Groups failed jobs along their index by group, slice by slice, so that the thread can answer
 * others in between. Where a filter asks for nothing else than the index has, no other table is read.
 */
export function createFindErrors(database: Database) {
  const sampleOf = database.statement<{ sampleId: string; error: string | null }>(
    `select j.id as sampleId, s.error as error from jobs j join standings s on s.job = j.no
     where j.no = ?`,
  );

  return function* findErrors(query: ErrorsQuery): Generator<void, FoundGroups, void> {
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
    const { kept, groups, jobs } = collector.end();
    const found = kept.map(({ sample, ...group }): FoundGroup => {
      return { ...group, ...(sampleOf.get(sample) ?? { sampleId: "", error: null }) };
    });
    return { found, groups, jobs };
  };
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

/** Sums up one slice, by group. */
function partsOf(database: Database, query: ErrorsQuery, slice: Clause[]): GroupPart<number>[] {
  const { filter, since } = query;
  const isCovered = hasOnlyIndexed(filter);
  const { sql, values } = where([...slice, ...(isCovered ? createdIn(filter) : clausesOf(filter))]);
  const joins = isCovered ? "" : "cross join jobs j on j.no = s.job";
  const sums = since.map(() => ", sum(s.finishedAt >= ?)").join("");
  const rows = database.queryValues(
    `select s.errorGroup, count(*), min(s.finishedAt), max(s.finishedAt), max(s.job)${sums}
     from standings s indexed by standings_by_error ${joins} ${sql}
     group by s.errorGroup order by s.errorGroup`,
    [...since, ...values] satisfies SQLInputValue[],
  );
  return rows
    .map(([group, count, firstAt, lastAt, sample, ...counts]) => ({
      group: String(group),
      count: Number(count),
      firstAt: Number(firstAt),
      lastAt: Number(lastAt),
      sample: Number(sample),
      since: counts.map(Number),
    }))
    .filter(({ group }) => isOfTemplates(filter, templateOfGroup(group)));
}

function isOfTemplates({ template, notTemplate }: JobFilter, name: string): boolean {
  return (template?.includes(name) ?? true) && notTemplate?.includes(name) !== true;
}

/** Whether a filter asks for nothing that the index, or the name of a group, does not tell. */
function hasOnlyIndexed(filter: JobFilter): boolean {
  return Object.entries(filter).every(([name, value]) => value === undefined || indexed.has(name));
}
const indexed = new Set<string>([
  "errorGroup",
  "dismissed",
  "template",
  "notTemplate",
  "from",
  "to",
]);

function createdIn({ from, to }: JobFilter): Clause[] {
  return [
    ...(from === undefined ? [] : [{ sql: "s.createdAt >= ?", values: [from] }]),
    ...(to === undefined ? [] : [{ sql: "s.createdAt < ?", values: [to] }]),
  ];
}
