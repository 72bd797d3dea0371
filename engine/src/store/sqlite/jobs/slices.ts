import type { SQLInputValue } from "node:sqlite";
import type { JobSort } from "@formwork/contracts/job-query";
import type { JobFilter } from "../../job-store.ts";
import type { Database } from "../connection/database.ts";
import { type Clause, clausesOf } from "./filter.ts";
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
  const { driver, branches, key } = scan;
  const [branch, ...others] = branches;
  const filter = clausesOf(query.filter);
  if (branch !== undefined && others.length === 0)
    return {
      from: { sql: driver.joins, values: [] },
      where: where([branch, ...boundsOf(query, scan, slice), ...filter]),
      order: `order by ${orderOf(query, scan)}`,
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
  const { driver, branches, key } = scan;
  const bounds = boundsOf(query, scan, slice);
  const selects = branches.map((branch) => {
    const { sql, values } = where([branch, ...bounds]);
    const places = `${key} as placeKey, ${driver.no} as placeNo`;
    return { sql: `select ${places} from ${driver.table} ${sql}`, values };
  });
  const direction = query.sort.startsWith("-") ? "desc" : "asc";
  return {
    sql: `${selects.map(({ sql }) => sql).join(" union all ")} order by 1 ${direction}, 2 ${direction}`,
    values: selects.flatMap(({ values }) => values),
  };
}

/** What bounds a slice of a run. */
function boundsOf(query: ScanQuery, scan: Scan, { from, end }: Slice): Clause[] {
  return [
    ...rangeOf(query, scan),
    ...(from === null ? [] : [beyond(query, scan, from)]),
    ...(end === null ? [] : [upTo(query, scan, end)]),
  ];
}

/** Where a run goes by such a time, the times that a filter asks for. */
function rangeOf({ filter }: ScanQuery, { key, shift }: Scan): Clause[] {
  const { from, to } = timesAlong(filter, shift === 0 ? key.split(".").at(-1) : "");
  return [
    ...(from === undefined ? [] : [{ sql: `${key} >= ?`, values: [from] }]),
    ...(to === undefined ? [] : [{ sql: `${key} < ?`, values: [to] }]),
  ];
}

/** Returns the range that a filter asks of a time. */
function timesAlong(filter: JobFilter, field: string | undefined): Pick<JobFilter, "from" | "to"> {
  if (field === "createdAt") return filter;
  return field === "finishedAt" ? { from: filter.finishedFrom, to: filter.finishedTo } : {};
}

/** The first condition says nothing new, but makes an index start at the place. */
function beyond(query: ScanQuery, scan: Scan, place: FoundPlace): Clause {
  return comparison(query.sort.startsWith("-") ? "<" : ">", scan, place);
}

function upTo(query: ScanQuery, scan: Scan, place: FoundPlace): Clause {
  return comparison(query.sort.startsWith("-") ? ">=" : "<=", scan, place);
}

function comparison(than: string, { key, driver, shift }: Scan, [at, no]: FoundPlace): Clause {
  return {
    sql: `${key} ${than.charAt(0)}= ? and (${key}, ${driver.no}) ${than} (?, ?)`,
    values: [at - shift, at - shift, no],
  };
}

function orderOf({ sort }: ScanQuery, { key, driver }: Scan): string {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  return `${key} ${direction}, ${driver.no} ${direction}`;
}

/** Joins conditions; none make no `where`. */
export function where(clauses: Clause[]): Sql {
  return {
    sql: clauses.length === 0 ? "" : `where ${clauses.map(({ sql }) => sql).join(" and ")}`,
    values: clauses.flatMap(({ values }) => values),
  };
}
