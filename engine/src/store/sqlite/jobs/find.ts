import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { wholeColumns } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./choose-scans.ts";
import { clausesOf } from "./filter.ts";
import type { Scan } from "./scans.ts";
import {
  type FoundPlace,
  orderOf,
  type ScanQuery,
  sliceClauses,
  sliceEnd,
  valuesOf,
  whereOf,
} from "./slices.ts";

/** A page of jobs; `after` is where the page before ended. */
export type FindQuery = ScanQuery & { limit: number; after: FoundPlace | null };
/** Up to `limit` + 1 rows in order: the values of `wholeColumns`, and each row's place. */
export type FoundRows = { values: SQLOutputValue[]; place: FoundPlace }[];

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
    ...sliceClauses(query, scan, { from: query.after, end }),
    ...clausesOf(query.filter),
  ];
  return {
    sql: `select ${wholeColumns}, ${scan.key}, ${scan.driver.no} from ${scan.driver.joins}
      ${whereOf(clauses)} order by ${orderOf(query, scan)} limit ?`,
    values: [...valuesOf(clauses), limit],
  };
}

function byPlace([keyA, noA]: FoundPlace, [keyB, noB]: FoundPlace): number {
  return keyA - keyB || noA - noB;
}
