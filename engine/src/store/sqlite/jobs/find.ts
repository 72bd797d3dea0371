import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { LookBound } from "../../verbs/look-bound.ts";
import { wholeColumns } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./walk/choose-scans.ts";
import type { Scan } from "./walk/scans.ts";
import { type FoundPlace, type ScanQuery, type Slice, sourceOf } from "./walk/slices.ts";
import { lookAlong, walk } from "./walk/walk.ts";

/** A page of jobs; `after` is where the page before ended. */
export type FindQuery = ScanQuery & { limit: number; after: FoundPlace | null; bound: LookBound };
/** Rows in order: the values of `wholeColumns`, and each row's place. */
type FoundRow = { values: SQLOutputValue[]; place: FoundPlace };
/** Up to `limit` + 1 rows, and the place at which the search ended early. */
export type FoundRows = { rows: FoundRow[]; reached: FoundPlace | null };

/**
 * Pages through the jobs that match a filter. Goes along the index that leaves the fewest jobs to
 * look at.
 */
export function createFind(database: Database) {
  return function* find(query: FindQuery): Generator<void, FoundRows, void> {
    const all: FoundRow[] = [];
    for (const scans of partsOf(query, chooseScans(database, query, query.bound))) {
      const { rows, reached } = yield* readPart(database, query, scans);
      all.push(...rows);
      if (reached !== null || all.length > query.limit)
        return { rows: all.slice(0, query.limit + 1), reached };
    }
    return { rows: all, reached: null };
  };
}

/** Returns the runs in parts that lie one behind the other in the list. */
function partsOf({ sort }: ScanQuery, scans: Scan[]): Scan[][] {
  const parts = Map.groupBy(scans, ({ shift }) => shift);
  const rising = [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
  return sort.startsWith("-") ? rising.reverse() : rising;
}

/** Reads the first rows of some runs, and returns the first ones of all. */
function* readPart(
  database: Database,
  query: FindQuery,
  scans: Scan[],
): Generator<void, FoundRows, void> {
  const compare = inOrder(query);
  const found = new Map<number, FoundRow>();
  const ends: FoundPlace[] = [];
  const lookOf = lookAlong(scans, query.bound);
  for (const scan of scans) {
    const rows: FoundRow[] = [];
    const run = { query, scan, start: query.after, look: lookOf() };
    const end = yield* walk(database, run, (slice) => {
      const limit = query.limit + 1 - rows.length;
      rows.push(...rowsOf(database, query, scan, { ...slice, limit }));
      return rows.length > query.limit;
    });
    for (const row of rows) found.set(row.place[1], row);
    if (end !== null) ends.push(end);
  }
  // Beyond the place that one run has reached, others may have jobs that it would have too.
  const [reached = null] = ends.sort(compare);
  const rows = [...found.values()]
    .filter(({ place }) => reached === null || compare(place, reached) <= 0)
    .sort((a, b) => compare(a.place, b.place));
  return { rows: rows.slice(0, query.limit + 1), reached };
}

/** The rows of one slice that match. */
function rowsOf(
  database: Database,
  query: FindQuery,
  scan: Scan,
  slice: Slice & { limit: number },
): FoundRow[] {
  const { sql, values } = selectOf(query, scan, slice);
  return database.queryValues(sql, values).map((row) => ({
    place: [Number(row.at(-2)) + scan.shift, Number(row.at(-1))],
    values: row.slice(0, -2),
  }));
}

/** The select of one slice. */
export function selectOf(
  query: ScanQuery,
  scan: Scan,
  { limit, ...slice }: Slice & { limit: number },
): { sql: string; values: SQLInputValue[] } {
  const { from, where, order, key, no } = sourceOf(query, scan, slice);
  return {
    sql: `select ${wholeColumns}, ${key}, ${no} from ${from.sql} ${where.sql} ${order} limit ?`,
    values: [...from.values, ...where.values, limit],
  };
}

function inOrder({ sort }: ScanQuery): (a: FoundPlace, b: FoundPlace) => number {
  const direction = sort.startsWith("-") ? -1 : 1;
  return ([keyA, noA], [keyB, noB]) => direction * (keyA - keyB || noA - noB);
}
