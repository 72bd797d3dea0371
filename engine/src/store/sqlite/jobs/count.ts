import { asksForCount, isAnsweredByCounts, type KeptCount } from "../../kept-count.ts";
import type { Counted, JobCount, JobFilter } from "../../verbs/job-store.ts";
import type { LookBound } from "../../verbs/look-bound.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./walk/choose-scans.ts";
import { hasFinishedRange, type Scan } from "./walk/scans.ts";
import { type ScanQuery, type Slice, sourceOf } from "./walk/slices.ts";
import { lookAlong, walk } from "./walk/walk.ts";

/**
 * Counts the jobs that match a filter, by template and state. A filter on these and queues alone is
 * answered from the table `counts`. For any other, jobs are counted along the index that leaves the
 * fewest to look at, the newest first.
 */
export function createCount(database: Database) {
  const kept = database.statement<KeptCount>("select * from counts where count > 0");

  return function* count({
    filter,
    bound,
  }: {
    filter: JobFilter;
    bound: LookBound;
  }): Generator<void, Counted<JobCount>, void> {
    const sums = new Map<string, JobCount>();
    if (isAnsweredByCounts(filter)) {
      for (const one of kept.all()) if (asksForCount(filter, one)) add(sums, one);
      return { counts: [...sums.values()], isComplete: true };
    }
    const query: ScanQuery = {
      filter,
      sort: hasFinishedRange(filter) ? "-finishedAt" : "-createdAt",
    };
    let isComplete = true;
    const scans = chooseScans(database, query, bound);
    const lookOf = lookAlong(scans, bound);
    for (const scan of scans) {
      const run = { query, scan, look: lookOf(), isWhole: true };
      const end = yield* walk(database, run, (slice) => {
        for (const one of countSlice(database, query, scan, slice)) add(sums, one);
        return false;
      });
      isComplete &&= end === null;
    }
    return { counts: [...sums.values()], isComplete };
  };
}

/** Counts by expressions, as an index by template would be walked from end to end for its order. */
function countSlice(database: Database, query: ScanQuery, scan: Scan, slice: Slice): JobCount[] {
  const { from, where } = sourceOf(query, scan, slice);
  return database.query<JobCount>(
    `select j.template as template, s.state as state, count(*) as count
     from ${from.sql} ${where.sql} group by +j.template, +s.state`,
    [...from.values, ...where.values],
  );
}

function add(sums: Map<string, JobCount>, { template, state, count }: JobCount): void {
  const key = JSON.stringify([template, state]);
  sums.set(key, { template, state, count: count + (sums.get(key)?.count ?? 0) });
}
