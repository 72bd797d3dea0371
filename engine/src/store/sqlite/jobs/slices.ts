import type { SQLInputValue } from "node:sqlite";
import type { JobSort } from "@formwork/contracts/job-query";
import type { JobFilter } from "../../job-store.ts";
import type { Database } from "../connection/database.ts";
import type { Clause } from "./filter.ts";
import type { Scan } from "./scans.ts";

/** Which jobs to look at, in which order. */
export type ScanQuery = { filter: JobFilter; sort: JobSort };
/** A place in an order: the key it goes by, and the number of the job. */
export type FoundPlace = [key: number, no: number];

/** Rows that a query looks at before others get a turn; some 3 ms of a text search. */
export const rowsPerSlice = 2000;

/** Returns the conditions that bound a run to what lies after `from`, up to `end`; null is open. */
export function sliceClauses(
  query: ScanQuery,
  scan: Scan,
  { from, end }: { from: FoundPlace | null; end: FoundPlace | null },
): Clause[] {
  return [
    ...rangeOf(query, scan),
    ...(from === null ? [] : [beyond(query, scan, from)]),
    ...(end === null ? [] : [upTo(query, scan, end)]),
  ];
}

/** Returns the place that lies `rows` further; null where the run ends before. */
export function sliceEnd(
  database: Database,
  query: ScanQuery,
  scan: Scan,
  { from, rows }: { from: FoundPlace | null; rows: number },
): FoundPlace | null {
  const { driver, key, shift } = scan;
  const clauses = sliceClauses(query, scan, { from, end: null });
  const [row] = database.queryValues(
    `select ${key}, ${driver.no} from ${driver.table} ${whereOf(clauses)}
     order by ${orderOf(query, scan)} limit 1 offset ?`,
    [...valuesOf(clauses), rows - 1],
  );
  return row === undefined ? null : [Number(row[0]) + shift, Number(row[1])];
}

/** What bounds a run: its own condition and, where it goes by such a time, the times asked for. */
function rangeOf({ filter }: ScanQuery, { where, key, shift }: Scan): Clause[] {
  const { from, to } = timesAlong(filter, shift === 0 ? key.split(".").at(-1) : "");
  return [
    ...where,
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

/** Returns the order of a run. */
export function orderOf({ sort }: ScanQuery, { key, driver }: Scan): string {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  return `${key} ${direction}, ${driver.no} ${direction}`;
}

/** Joins conditions; none make no `where`. */
export function whereOf(clauses: Clause[]): string {
  return clauses.length === 0 ? "" : `where ${clauses.map(({ sql }) => sql).join(" and ")}`;
}

/** Returns the values of conditions, in their order. */
export function valuesOf(clauses: Clause[]): SQLInputValue[] {
  return clauses.flatMap(({ values }) => values);
}
