import type { JobFilter } from "../../../verbs/job-store.ts";
import type { LookBound } from "../../../verbs/look-bound.ts";
import type { Database } from "../../connection/database.ts";
import { type Place, scansInOrder } from "./order-scans.ts";
import { type Indexed, indexedParts, type Scan, scansOf } from "./scans.ts";
import type { ScanQuery } from "./slices.ts";

/** Jobs of a filter that are counted, to find the filter that leaves the fewest; some 2 ms. */
const maxCounted = 20_000;
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
  const places = placesOf(database, filter);
  if (places.length === 0) return [];
  const counted = indexedParts(filter).map((part) => ({ part, count: countOf(database, part) }));
  const [best] = counted.sort((a, b) => (a.count < b.count ? -1 : Number(a.count > b.count)));
  if (best === undefined) return scansInOrder(sort, filter, places);
  const scans = scansOf(best.part, sort);
  const fewEnough = best.count < Math.min(maxSorted, bound.jobs);
  return scans.every(({ ordered }) => ordered) || fewEnough
    ? scans
    : scansInOrder(sort, filter, places);
}

/** Adds what a filter says of states without naming them: only failed jobs are dismissed. */
function withState(filter: JobFilter): JobFilter {
  if (filter.dismissed !== true) return filter;
  return { ...filter, state: (filter.state ?? ["failed"]).filter((state) => state === "failed") };
}

/** Returns the templates and states of the jobs of some templates, queues and states, as counted. */
function placesOf(database: Database, { template, notTemplate, queue, state }: JobFilter): Place[] {
  const columns = Object.entries({ template, queue, state }).flatMap(([name, values]) =>
    values === undefined ? [] : [{ name, values }],
  );
  const conditions = columns.map(({ name, values }) => `${name} in (${values.map(() => "?")})`);
  return database
    .query<Place>(
      `select distinct template, state from counts where ${["count > 0", ...conditions].join(" and ")}`,
      columns.flatMap(({ values }) => values),
    )
    .filter((place) => notTemplate?.includes(place.template) !== true);
}

/**
 * Counts the jobs that one part of a filter leaves: states, templates and queues from the kept
 * counts, others up to a bound, beyond which they are as many as can be.
 */
function countOf(database: Database, { part, driver, column, values }: Indexed): number {
  if (part === "state" || part === "template" || part === "queue") {
    const sql = `select sum(count) as count from counts where ${part} in (${values.map(() => "?")})`;
    return database.query<{ count: number | null }>(sql, values)[0]?.count ?? 0;
  }
  const sql = `select count(*) as count from
    (select 1 from ${driver.table} where ${column} = ? limit ${maxCounted})`;
  const count = values.reduce((sum, value) => {
    return sum + (database.statement<{ count: number }>(sql).get(value)?.count ?? 0);
  }, 0);
  return count < maxCounted ? count : Number.POSITIVE_INFINITY;
}
