import type { SQLInputValue } from "node:sqlite";
import type { GroupPart } from "../../../collect-groups.ts";
import { templateOfGroup } from "../../../errors/error-group.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Database } from "../../connection/database.ts";
import { type Clause, clausesOf } from "../filter.ts";
import type { Scan } from "../walk/scans.ts";
import { type ScanQuery, type Slice, sourceOf, where } from "../walk/slices.ts";

/** Sums up a slice of the index of groups, by group. */
export function partsOf(
  database: Database,
  query: { filter: JobFilter; since: number[] },
  slice: Clause[],
): GroupPart<number>[] {
  const { filter, since } = query;
  const isCovered = hasOnlyIndexed(filter);
  const { sql, values } = where([...slice, ...(isCovered ? createdIn(filter) : clausesOf(filter))]);
  const joins = isCovered ? "" : "cross join jobs j on j.no = s.job";
  const rows = database.queryValues(
    `select ${columnsOf(since)}
     from standings s indexed by standings_by_error ${joins} ${sql}
     group by s.errorGroup order by s.errorGroup`,
    [...since, ...values] satisfies SQLInputValue[],
  );
  return rows.map(partOfRow).filter(({ group }) => isOfTemplates(filter, templateOfGroup(group)));
}

function isOfTemplates({ template, notTemplate }: JobFilter, name: string): boolean {
  return (template?.includes(name) ?? true) && notTemplate?.includes(name) !== true;
}

/** Whether a filter asks for nothing that the index, or the name of a group, does not tell. */
function hasOnlyIndexed(filter: JobFilter): boolean {
  return Object.entries(filter).every(([name, value]) => value === undefined || indexed.has(name));
}
const indexed = new Set<string>([
  ...["errorGroup", "dismissed", "template", "notTemplate"],
  ...["from", "to"],
]);

function createdIn({ from, to }: JobFilter): Clause[] {
  return [
    ...(from === undefined ? [] : [{ sql: "s.createdAt >= ?", values: [from] }]),
    ...(to === undefined ? [] : [{ sql: "s.createdAt < ?", values: [to] }]),
  ];
}

/** Sums up a slice of the failed jobs in the order of their creation, by group. */
export function partsOfSlice(
  database: Database,
  query: ScanQuery,
  { scan, slice, since }: { scan: Scan; slice: Slice; since: number[] },
): GroupPart<number>[] {
  const { from, where } = sourceOf(query, scan, slice);
  const grouped = where.sql === "" ? "where" : `${where.sql} and`;
  const rows = database.queryValues(
    `select ${columnsOf(since)} from ${from.sql} ${grouped} s.errorGroup is not null
     group by +s.errorGroup`,
    // The columns come before the places in the text.
    [...since, ...from.values, ...where.values],
  );
  return rows.map(partOfRow);
}

/** The columns of a part of a group; each time of `since` is a value of the statement. */
function columnsOf(since: number[]): string {
  const sums = since.map(() => ", sum(s.finishedAt >= ?)").join("");
  return `s.errorGroup, count(*), min(s.finishedAt), max(s.finishedAt), max(s.job)${sums}`;
}

function partOfRow([group, count, firstAt, lastAt, sample, ...counts]: unknown[]) {
  return {
    group: String(group),
    count: Number(count),
    firstAt: Number(firstAt),
    lastAt: Number(lastAt),
    sample: Number(sample),
    since: counts.map(Number),
  };
}
