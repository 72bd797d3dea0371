import type { JobFilter } from "../../job-store.ts";
import type { LookBound } from "../../look-bound.ts";
import type { Database } from "../connection/database.ts";
import { type Indexed, indexedParts, type Scan, scansInOrder, scansOf } from "./scans.ts";
import type { ScanQuery } from "./slices.ts";

/** Jobs of a filter that are counted, to find the filter that leaves the fewest. */
const maxCounted = 5000;
/** Jobs that are read and sorted rather than found by walking an order. */
const maxSorted = 5000;

/**
 * Returns the runs that lead to the jobs of a query and leave the fewest to look at; none where no
 * job can match.
 */
export function chooseScans(
  database: Database,
  { filter: asked, sort }: ScanQuery,
  bound: LookBound,
): Scan[] {
  const filter = withState(asked);
  if (hasNone(database, filter)) return [];
  const counted = indexedParts(filter).map((part) => ({ part, count: countOf(database, part) }));
  const [best] = counted.sort((a, b) => a.count - b.count);
  if (best === undefined) return scansInOrder(sort, filter);
  const scans = scansOf(best.part, sort);
  const fewEnough = best.count < Math.min(maxSorted, bound.jobs);
  return scans.every(({ ordered }) => ordered) || fewEnough ? scans : scansInOrder(sort, filter);
}

/** Adds what a filter says of states without naming them: only failed jobs are dismissed. */
function withState(filter: JobFilter): JobFilter {
  if (filter.dismissed !== true) return filter;
  return { ...filter, state: (filter.state ?? ["failed"]).filter((state) => state === "failed") };
}

/** Whether the kept counts tell that there is no job of these templates, queues and states. */
function hasNone(database: Database, { template, queue, state }: JobFilter): boolean {
  const columns = Object.entries({ template, queue, state }).flatMap(([name, values]) =>
    values === undefined ? [] : [{ name, values }],
  );
  if (columns.length < 2) return false;
  const conditions = columns.map(({ name, values }) => `${name} in (${values.map(() => "?")})`);
  const sql = `select 1 from counts where count > 0 and ${conditions.join(" and ")} limit 1`;
  return (
    database.queryValues(
      sql,
      columns.flatMap(({ values }) => values),
    ).length === 0
  );
}

/** Counts the jobs that one part of a filter leaves, up to a bound. */
function countOf(database: Database, { driver, column, values }: Indexed): number {
  const sql = `select count(*) as count from
    (select 1 from ${driver.table} where ${column} = ? limit ${maxCounted})`;
  return values.reduce((sum, value) => {
    return sum + (database.statement<{ count: number }>(sql).get(value)?.count ?? 0);
  }, 0);
}
