import type { JobCount, JobFilter } from "../../job-store.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./choose-scans.ts";
import { clausesOf } from "./filter.ts";
import { hasFinishedRange, type Scan } from "./scans.ts";
import {
  type FoundPlace,
  type ScanQuery,
  sliceClauses,
  sliceEnd,
  valuesOf,
  whereOf,
} from "./slices.ts";

/**
 * Counts the jobs that match a filter, by template and state. A filter on these two alone is
 * answered from the table `counts`. For any other, jobs are counted along the index that leaves the
 * fewest to look at, slice by slice, so that the thread can answer others in between.
 */
export function createCount(database: Database) {
  const kept = database.statement<JobCount>("select * from counts where count > 0");

  return function* count(filter: JobFilter): Generator<void, JobCount[], void> {
    if (isKept(filter)) return kept.all().filter((one) => isWanted(one, filter));
    const sums = new Map<string, JobCount>();
    const query: ScanQuery = {
      filter,
      sort: hasFinishedRange(filter) ? "-finishedAt" : "-createdAt",
    };
    for (const scan of chooseScans(database, query)) yield* countRun(database, query, scan, sums);
    return [...sums.values()];
  };
}

/** Whether a filter asks for nothing but templates and states, by which counts are kept. */
function isKept(filter: JobFilter): boolean {
  return Object.entries(filter).every(
    ([key, value]) => value === undefined || key === "template" || key === "state",
  );
}

function isWanted({ template, state }: JobCount, filter: JobFilter): boolean {
  return (filter.template?.includes(template) ?? true) && (filter.state?.includes(state) ?? true);
}

/** Adds the counts of one run to `sums`, slice by slice. */
function* countRun(
  database: Database,
  query: ScanQuery,
  scan: Scan,
  sums: Map<string, JobCount>,
): Generator<void, void, void> {
  for (let from: FoundPlace | null = null; ; ) {
    const end = sliceEnd(database, query, scan, from);
    for (const count of countSlice(database, query, scan, { from, end })) add(sums, count);
    if (end === null) return;
    from = end;
    yield;
  }
}

function countSlice(
  database: Database,
  query: ScanQuery,
  scan: Scan,
  bounds: { from: FoundPlace | null; end: FoundPlace | null },
): JobCount[] {
  const clauses = [...sliceClauses(query, scan, bounds), ...clausesOf(query.filter)];
  return database.query<JobCount>(
    `select j.template as template, s.state as state, count(*) as count
     from ${scan.driver.joins} ${whereOf(clauses)} group by j.template, s.state`,
    valuesOf(clauses),
  );
}

function add(sums: Map<string, JobCount>, { template, state, count }: JobCount): void {
  const key = JSON.stringify([template, state]);
  sums.set(key, { template, state, count: count + (sums.get(key)?.count ?? 0) });
}
