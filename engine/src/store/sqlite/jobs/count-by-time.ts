import type { TimeCountQuery } from "../../job-store.ts";
import { createTimeCounts, type TimeCount, type TimedJob } from "../../steps/time-counts.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./choose-scans.ts";
import { type Clause, clausesOf } from "./filter.ts";
import type { Scan } from "./scans.ts";
import {
  type FoundPlace,
  type ScanQuery,
  sliceClauses,
  sliceEnd,
  valuesOf,
  whereOf,
} from "./slices.ts";

type Counts = ReturnType<typeof createTimeCounts>;

/**
 * Counts the jobs that match by time. Goes along the index that leaves the fewest to look at, and
 * yields between slices of a long way, so that its thread can answer others.
 */
export function createCountByTime(database: Database) {
  return function* countByTime(query: TimeCountQuery): Generator<void, TimeCount[], void> {
    const counts = createTimeCounts(query.stepMs);
    const scanned = scanQuery(query);
    // Runs that are shifted lead to jobs without an end.
    for (const scan of chooseScans(database, scanned))
      if (scan.shift === 0) yield* countRun(database, { query, scanned, scan }, counts);
    return counts.list();
  };
}

/** Creation is a filter of its own; an end bounds the run along its index. */
function scanQuery({ by, from, to, filter }: TimeCountQuery): ScanQuery {
  return by === "createdAt"
    ? { filter: { ...filter, from, to }, sort: "createdAt" }
    : { filter, sort: "finishedAt" };
}

type Run = { query: TimeCountQuery; scanned: ScanQuery; scan: Scan };

function* countRun(database: Database, run: Run, counts: Counts): Generator<void, void, void> {
  const { query, scanned, scan } = run;
  const isAlongEnd = query.by === "finishedAt" && scan.ordered;
  let from: FoundPlace | null = isAlongEnd ? [query.from, -1] : null;
  for (;;) {
    const end = scan.ordered ? sliceEnd(database, scanned, scan, from) : null;
    for (const job of jobsOf(database, run, { from, end })) counts.add(job);
    if (end === null || (isAlongEnd && end[0] >= query.to)) return;
    from = end;
    yield;
  }
}

function jobsOf(
  database: Database,
  { query, scanned, scan }: Run,
  bounds: { from: FoundPlace | null; end: FoundPlace | null },
): TimedJob[] {
  const clauses = [
    ...sliceClauses(scanned, scan, bounds),
    ...clausesOf(scanned.filter),
    ...(query.by === "finishedAt" ? [endedWithin(query)] : []),
  ];
  const at = query.by === "finishedAt" ? "s.finishedAt" : "j.createdAt";
  return database.query<TimedJob>(
    `select ${at} as at, j.template as template, j.queue as queue, s.state as state,
       s.runAt as runAt, s.startedAt as startedAt, s.finishedAt as finishedAt
     from ${scan.driver.joins} ${whereOf(clauses)}`,
    valuesOf(clauses),
  );
}

function endedWithin({ from, to }: TimeCountQuery): Clause {
  return { sql: "s.finishedAt >= ? and s.finishedAt < ?", values: [from, to] };
}
