import type { SQLInputValue } from "node:sqlite";
import type { JobSort } from "@formwork/contracts/job-query";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Database } from "../../connection/database.ts";
import { type Clause, clausesOf } from "../filter.ts";
import type { Scan } from "./scans.ts";

/** Which jobs to look at, in which order. */
export type ScanQuery = { filter: JobFilter; sort: JobSort };
/** A place in an order: the key it goes by, and the number of the job. */
export type FoundPlace = [key: number, no: number];

/** Rows that a query looks at before others get a turn; some 3 ms of a text search. */
export const rowsPerSlice = 2000;

/** A part of a run; null is open. */
export type Slice = { from: FoundPlace | null; end: FoundPlace | null };
/** A text of SQL and the values of its question marks, in their order. */
type Sql = { sql: string; values: SQLInputValue[] };

/** What a select of a slice goes along: its `from` and `where`, its order, and the place of a row. */
type Source = { from: Sql; where: Sql; order: string; key: string; no: string };

/** Returns what to select the rows of a slice from that match the filter. */
export function sourceOf(query: ScanQuery, scan: Scan, slice: Slice): Source {
  const { driver, key } = scan;
  const filter = clausesOf(query.filter);
  const [only, ...others] = partsOf(query, scan, slice);
  if (only !== undefined && others.length === 0)
    return {
      from: { sql: driver.joins, values: [] },
      where: where([...only, ...filter]),
      order: `order by ${key} ${directionOf(query)}, ${driver.no} ${directionOf(query)}`,
      ...{ key, no: driver.no },
    };
  // A limit makes SQLite keep the order of what it merges; the joins keep it too.
  const places = placesOf(query, scan, slice);
  return {
    from: {
      sql: `(${places.sql} limit -1) p
        cross join standings s on s.job = p.placeNo cross join jobs j on j.no = p.placeNo`,
      values: places.values,
    },
    where: where(filter),
    order: "",
    ...{ key: "p.placeKey", no: "p.placeNo" },
  };
}

/** Returns the place that lies `rows` further; null where the run ends before. */
export function sliceEnd(
  database: Database,
  query: ScanQuery,
  scan: Scan,
  { from, rows }: { from: FoundPlace | null; rows: number },
): FoundPlace | null {
  const { sql, values } = placesOf(query, scan, { from, end: null });
  const [row] = database.queryValues(`${sql} limit 1 offset ?`, [...values, rows - 1]);
  return row === undefined ? null : [Number(row[0]) + scan.shift, Number(row[1])];
}

/** The select of the places of a slice, in order, from the index alone. */
function placesOf(query: ScanQuery, scan: Scan, slice: Slice): Sql {
  const { driver, key } = scan;
  const selects = partsOf(query, scan, slice).map((part) => {
    const { sql, values } = where(part);
    const places = `${key} as placeKey, ${driver.no} as placeNo`;
    return { sql: `select ${places} from ${driver.table} ${sql}`, values };
  });
  const direction = directionOf(query);
  return {
    sql: `${selects.map(({ sql }) => sql).join(" union all ")} order by 1 ${direction}, 2 ${direction}`,
    values: selects.flatMap(({ values }) => values),
  };
}

/** Returns the conditions of each part of a slice that lies side by side in the index. */
function partsOf(query: ScanQuery, scan: Scan, slice: Slice): Clause[][] {
  const ranges = scan.ordered ? rangesOf(query, scan, slice) : [sortedRange(query, scan, slice)];
  return scan.branches.flatMap((branch) => ranges.map((range) => [branch, ...range]));
}

/**
 * Returns the ranges of the key that make up a slice. What shares its key with a place is a range of
 * its own, and each range has one bound at each side: SQLite's index would start at the wider one of
 * two, and at the first row of a key.
 */
function rangesOf(query: ScanQuery, scan: Scan, { from, end }: Slice): Clause[][] {
  const { key, shift, driver } = scan;
  const { no } = driver;
  const isFalling = directionOf(query) === "desc";
  const [beyond, before] = isFalling ? ["<", ">"] : [">", "<"];
  const { min, max } = timesOf(query, scan);
  const keyOf = ([at]: FoundPlace) => at - shift;
  const sharing = (place: FoundPlace, sql: string, ...numbers: number[]): Clause[] => [
    { sql: `${key} = ? and ${sql}`, values: [keyOf(place), ...numbers] },
  ];
  if (from !== null && end !== null && from[0] === end[0])
    return [sharing(from, `${no} ${beyond} ? and ${no} ${before}= ?`, from[1], end[1])];
  // The cursor of another filter may lie outside of the times that this one asks for.
  const [isEarly, isLate] = [
    from !== null && keyOf(from) < min,
    from !== null && keyOf(from) >= max,
  ];
  if (isFalling ? isEarly : isLate) return [[{ sql: "false", values: [] }]];
  const start = isEarly || isLate ? null : from;
  const bound = (side: string, at: number): Clause[] =>
    Number.isFinite(at) ? [{ sql: `${key} ${side} ?`, values: [at] }] : [];
  const times = [bound(">=", min), bound("<", max)];
  const [first = [], last = []] = isFalling ? times.toReversed() : times;
  return [
    ...(start === null ? [] : [sharing(start, `${no} ${beyond} ?`, start[1])]),
    [
      ...(start === null ? first : bound(beyond, keyOf(start))),
      ...(end === null ? last : bound(before, keyOf(end))),
    ],
    ...(end === null ? [] : [sharing(end, `${no} ${before}= ?`, end[1])]),
  ];
}

/** Returns what lies behind a place among rows that are sorted. */
function sortedRange(query: ScanQuery, { key, shift, driver }: Scan, { from }: Slice): Clause[] {
  const than = directionOf(query) === "desc" ? "<" : ">";
  if (from === null) return [];
  return [{ sql: `(${key}, ${driver.no}) ${than} (?, ?)`, values: [from[0] - shift, from[1]] }];
}

/** Returns the times that a filter asks for, where a run goes along them. */
function timesOf({ filter }: ScanQuery, { key, shift }: Scan): { min: number; max: number } {
  const open = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  if (shift !== 0) return open;
  if (key.endsWith(".createdAt"))
    return { min: filter.from ?? open.min, max: filter.to ?? open.max };
  if (!key.endsWith(".finishedAt")) return open;
  return { min: filter.finishedFrom ?? open.min, max: filter.finishedTo ?? open.max };
}

function directionOf({ sort }: ScanQuery): "asc" | "desc" {
  return sort.startsWith("-") ? "desc" : "asc";
}

/** Joins conditions; none make no `where`. */
export function where(clauses: Clause[]): Sql {
  return {
    sql: clauses.length === 0 ? "" : `where ${clauses.map(({ sql }) => sql).join(" and ")}`,
    values: clauses.flatMap(({ values }) => values),
  };
}
