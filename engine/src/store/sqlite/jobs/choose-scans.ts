import type { Database } from "../connection/database.ts";
import { type Indexed, indexedParts, type Scan, scansInOrder, scansOf } from "./scans.ts";
import type { ScanQuery } from "./slices.ts";

/** Jobs of a filter that are counted, to find the filter that leaves the fewest. */
const maxCounted = 5000;

/** Returns the runs that lead to the jobs of a query and leave the fewest to look at. */
export function chooseScans(database: Database, { filter, sort }: ScanQuery): Scan[] {
  const counted = indexedParts(filter).map((part) => ({ part, count: countOf(database, part) }));
  const [best] = counted.sort((a, b) => a.count - b.count);
  if (best === undefined) return scansInOrder(sort, filter);
  const scans = scansOf(best.part, sort);
  const fewEnough = best.count < maxCounted;
  return scans.every(({ ordered }) => ordered) || fewEnough ? scans : scansInOrder(sort, filter);
}

/** Counts the jobs that one part of a filter leaves, up to a bound. */
function countOf(database: Database, { driver, column, values }: Indexed): number {
  const sql = `select count(*) as count from
    (select 1 from ${driver.table} where ${column} = ? limit ${maxCounted})`;
  return values.reduce((sum, value) => {
    return sum + (database.statement<{ count: number }>(sql).get(value)?.count ?? 0);
  }, 0);
}
