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

type KeptCount = JobCount & { queue: string };

/**
 * Counts the jobs that match a filter, by template and state. A filter on these and queues alone is
 * answered from the table `counts`. For any other, jobs are counted along the index that leaves the
 * fewest to look at, slice by slice, so that the thread can answer others in between.
 */
export function createCount(database: Database) {
  const kept = database.statement<KeptCount>("select * from counts where count > 0");

  return function* count(filter: JobFilter): Generator<void, JobCount[], void> {
    const sums = new Map<string, JobCount>();
    if (isKept(filter)) {
      for (const one of kept.all()) if (isWanted(one, filter)) add(sums, one);
      return [...sums.values()];
    }
    const query: ScanQuery = {
      filter,
      sort: hasFinishedRange(filter) ? "-finishedAt" : "-createdAt",
    };
    for (const scan of chooseScans(database, query)) yield* countRun(database, query, scan, sums);
    return [...sums.values()];
  };
}

/** Whether a filter asks for nothing but what counts are kept by. */
function isKept({ template: _, queue: __, state: ___, ...others }: JobFilter): boolean {
  return Object.values(others).every((value) => value === undefined);
}

function isWanted({ template, queue, state }: KeptCount, filter: JobFilter): boolean {
  return (
    (filter.template?.includes(template) ?? true) &&
    (filter.queue?.includes(queue) ?? true) &&
    (filter.state?.includes(state) ?? true)
  );
}

/** Adds the counts of one run to `sums`, slice by slice. */
function* countRun(
  database: Database,
  query: ScanQuery,
  scan: Scan,
  sums: Map<string, JobCount>,
): Generator<void, void, void> {
  for (let from: FoundPlace | null = null; ; ) {
    const end: FoundPlace | null = scan.ordered ? sliceEnd(database, query, scan, from) : null;
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
