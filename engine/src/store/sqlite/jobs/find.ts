import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { JobSort } from "@formwork/contracts/job-query";

import type { JobFilter } from "../../job-store.ts";
import { wholeColumns } from "../commit/rows.ts";

import type { Database } from "../connection/database.ts";
import { type Clause, clausesOf } from "./filter.ts";
import { type Indexed, indexedParts, type Scan, scansInOrder, scansOf } from "./scans.ts";

/** A page of jobs; `after` is where the page before ended. */
export type FindQuery = {
  filter: JobFilter;
  sort: JobSort;
  limit: number;
  after: FoundPlace | null;
};
/** A place in an order: the key it goes by, and the number of the job. */
export type FoundPlace = [key: number, no: number];
/** Up to `limit` + 1 rows in order: the values of `wholeColumns`, and each row's place. */
export type FoundRows = { values: SQLOutputValue[]; place: FoundPlace }[];

/** Rows that a query looks at before others get a turn; some 5 ms of a text search. */
const rowsPerSlice = 4000;
/** Jobs of a filter that are counted, to find the filter that leaves the fewest. */
const maxCounted = 5000;

/**
 * Pages through the jobs that match a filter. Goes along the index that leaves the fewest jobs to
 * look at, and yields between slices of a long way, so that its thread can answer others.
 */
export function createFind(database: Database) {
  return function* find(query: FindQuery): Generator<void, FoundRows, void> {
    const found = new Map<number, FoundRows[number]>();
    for (const scan of chooseScans(database, query))
      for (const row of yield* collectRows(database, query, scan)) found.set(row.place[1], row);
    const falling = query.sort.startsWith("-");
    const rows = [...found.values()].sort((a, b) => byPlace(a.place, b.place));
    return (falling ? rows.reverse() : rows).slice(0, query.limit + 1);
  };
}

function chooseScans(database: Database, { filter, sort }: FindQuery): Scan[] {
  const counted = indexedParts(filter).map((part) => ({ part, count: countOf(database, part) }));
  const [best] = counted.sort((a, b) => a.count - b.count);
  if (best === undefined) return scansInOrder(sort);
  const scans = scansOf(best.part, sort);
  const fewEnough = best.count < maxCounted;
  return scans.every(({ ordered }) => ordered) || fewEnough ? scans : scansInOrder(sort);
}

/** Counts the jobs that one part of a filter leaves, up to a bound. */
function countOf(database: Database, { driver, column, values }: Indexed): number {
  const sql = `select count(*) as count from
    (select 1 from ${driver.table} where ${column} = ? limit ${maxCounted})`;
  return values.reduce((sum, value) => {
    return sum + (database.statement<{ count: number }>(sql).get(value)?.count ?? 0);
  }, 0);
}

/** Follows one run from the place on, slice by slice, until the page is full. */
function* collectRows(
  database: Database,
  query: FindQuery,
  scan: Scan,
): Generator<void, FoundRows, void> {
  const rows: FoundRows = [];
  const wanted = query.limit + 1;
  let from = query.after;
  for (;;) {
    const end = scan.ordered && isSearch(query) ? sliceEnd(database, query, scan, from) : null;
    rows.push(...slice(database, { ...query, after: from }, scan, end, wanted - rows.length));
    if (rows.length >= wanted || end === null) return rows;
    from = end;
    yield;
  }
}

/** Whether rows have to be looked at one by one to know which match. */
function isSearch({ filter }: FindQuery): boolean {
  return Object.values(filter).some((part) => part !== undefined);
}

/** The place that lies one slice further; null where the run ends before. */
function sliceEnd(
  database: Database,
  query: FindQuery,
  scan: Scan,
  from: FoundPlace | null,
): FoundPlace | null {
  const { driver, key, shift } = scan;
  const clauses = [...rangeOf(query, scan), ...(from === null ? [] : [beyond(query, scan, from)])];
  const [row] = database.queryValues(
    `select ${key}, ${driver.no} from ${driver.table} ${whereOf(clauses)}
     order by ${orderOf(query, scan)} limit 1 offset ${rowsPerSlice - 1}`,
    valuesOf(clauses),
  );
  return row === undefined ? null : [Number(row[0]) + shift, Number(row[1])];
}

/** The rows of one slice that match. */
function slice(
  database: Database,
  query: FindQuery,
  scan: Scan,
  end: FoundPlace | null,
  limit: number,
): FoundRows {
  const { sql, values } = selectOf(query, scan, end, limit);
  return database.queryValues(sql, values).map((row) => ({
    place: [Number(row.at(-2)) + scan.shift, Number(row.at(-1))],
    values: row.slice(0, -2),
  }));
}

/** The select of one slice. */
export function selectOf(
  query: FindQuery,
  scan: Scan,
  end: FoundPlace | null,
  limit: number,
): { sql: string; values: SQLInputValue[] } {
  const clauses = [
    ...rangeOf(query, scan),
    ...(query.after === null ? [] : [beyond(query, scan, query.after)]),
    ...(end === null ? [] : [upTo(query, scan, end)]),
    ...clausesOf(query.filter),
  ];
  return {
    sql: `select ${wholeColumns}, ${scan.key}, ${scan.driver.no} from ${scan.driver.joins}
      ${whereOf(clauses)} order by ${orderOf(query, scan)} limit ?`,
    values: [...valuesOf(clauses), limit],
  };
}

/** What bounds a run: its own condition and, where it goes by creation, the times asked for. */
function rangeOf({ filter }: FindQuery, { where, key, shift }: Scan): Clause[] {
  const byCreation = key.endsWith(".createdAt") && shift === 0;
  const { from, to } = filter;
  return [
    ...where,
    ...(byCreation && from !== undefined ? [{ sql: `${key} >= ?`, values: [from] }] : []),
    ...(byCreation && to !== undefined ? [{ sql: `${key} < ?`, values: [to] }] : []),
  ];
}

/** The first condition says nothing new, but makes an index start at the place. */
function beyond(query: FindQuery, scan: Scan, place: FoundPlace): Clause {
  return comparison(query.sort.startsWith("-") ? "<" : ">", scan, place);
}

function upTo(query: FindQuery, scan: Scan, place: FoundPlace): Clause {
  return comparison(query.sort.startsWith("-") ? ">=" : "<=", scan, place);
}

function comparison(than: string, { key, driver, shift }: Scan, [at, no]: FoundPlace): Clause {
  return {
    sql: `${key} ${than.charAt(0)}= ? and (${key}, ${driver.no}) ${than} (?, ?)`,
    values: [at - shift, at - shift, no],
  };
}

function orderOf({ sort }: FindQuery, { key, driver }: Scan): string {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  return `${key} ${direction}, ${driver.no} ${direction}`;
}

function whereOf(clauses: Clause[]): string {
  return clauses.length === 0 ? "" : `where ${clauses.map(({ sql }) => sql).join(" and ")}`;
}

function valuesOf(clauses: Clause[]): SQLInputValue[] {
  return clauses.flatMap(({ values }) => values);
}

function byPlace([keyA, noA]: FoundPlace, [keyB, noB]: FoundPlace): number {
  return keyA - keyB || noA - noB;
}
