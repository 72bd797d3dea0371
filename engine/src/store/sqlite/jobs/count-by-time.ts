import { createTimeCounts, type TimeCount, type TimedJob } from "../../steps/time-counts.ts";
import type { Counted, TimeCountQuery } from "../../verbs/job-store.ts";
import type { LookBound } from "../../verbs/look-bound.ts";
import type { Database } from "../connection/database.ts";
import { chooseScans } from "./walk/choose-scans.ts";
import type { Scan } from "./walk/scans.ts";
import { type ScanQuery, type Slice, sourceOf } from "./walk/slices.ts";
import { lookAlong, walk } from "./walk/walk.ts";

/**
 * Counts the jobs that match by time, the latest first. Goes along the index that leaves the fewest
 * to look at.
 */
export function createCountByTime(database: Database) {
  return function* countByTime({
    bound,
    ...asked
  }: TimeCountQuery & { bound: LookBound }): Generator<void, Counted<TimeCount>, void> {
    const counts = createTimeCounts(asked.stepMs);
    const query = scanQuery(asked);
    let isComplete = true;
    const scans = chooseScans(database, query, bound);
    const lookOf = lookAlong(scans, bound);
    for (const scan of scans) {
      const run = { query, scan, look: lookOf(), isWhole: true };
      const end = yield* walk(database, run, (slice) => {
        for (const job of jobsOf(database, { query, scan, by: asked.by }, slice)) counts.add(job);
        return false;
      });
      isComplete &&= end === null;
    }
    return { counts: counts.list(), isComplete };
  };
}

/** The range is a part of the filter, which bounds a run along this time. */
function scanQuery({ by, from, to, filter }: TimeCountQuery): ScanQuery {
  if (by === "createdAt") {
    const range = { from: Math.max(from, filter.from ?? from), to: Math.min(to, filter.to ?? to) };
    return { filter: { ...filter, ...range }, sort: "-createdAt" };
  }
  const { finishedFrom = from, finishedTo = to } = filter;
  const range = {
    finishedFrom: Math.max(from, finishedFrom),
    finishedTo: Math.min(to, finishedTo),
  };
  return { filter: { ...filter, ...range }, sort: "-finishedAt" };
}

type Run = { query: ScanQuery; scan: Scan; by: TimeCountQuery["by"] };

function jobsOf(database: Database, { query, scan, by }: Run, slice: Slice): TimedJob[] {
  const { from, where } = sourceOf(query, scan, slice);
  const at = by === "finishedAt" ? "s.finishedAt" : "j.createdAt";
  return database.query<TimedJob>(
    `select ${at} as at, j.template as template, j.queue as queue, s.state as state,
       s.createdAt as createdAt, s.runAt as runAt, s.startedAt as startedAt, s.finishedAt as finishedAt
     from ${from.sql} ${where.sql}`,
    [...from.values, ...where.values],
  );
}
