import { type JobQuery, jobFilterOf } from "../jobs/job-query.ts";
import { percentile } from "../runtime/duration-bins.ts";
import { isoTime } from "../store/iso-time.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { JobFilter } from "../store/verbs/job-store.ts";
import { requestBound } from "../store/verbs/look-bound.ts";
import type { Templates } from "../templates/templates.ts";
import { addCell, addTick, type Cell, countIn, emptyCell } from "./cells.ts";
import { type KeptQuery, keptCells, readsOf } from "./kept-cells.ts";
import { ceilTo, floorTo, type Level, levels } from "./levels.ts";
import type { FollowerRow, NumbersRow } from "./number-tables.ts";
import type { Ended, Numbers, Percentiles, Timeline, TimelineRange } from "./numbers.ts";

export type TimelineDeps = {
  store: Pick<Store, "countByTime">;
  templates: Pick<Templates, "titles">;
  rows: Table<NumbersRow>;
  follower: () => Promise<FollowerRow | null>;
  now: () => number;
};

/** Rows that a timeline reads at most; where it needs more, counting the jobs is no slower. */
const maxReads = 400;

/** Returns what ended when; see `Numbers`. */
export async function readTimeline(
  deps: TimelineDeps,
  { query, signal, ...asked }: Parameters<Numbers["timeline"]>[0],
): Promise<Timeline> {
  const range = alignedRange(asked);
  const kept = keptQuery(query, range, deps.now());
  if (kept === null) {
    const filter = await jobFilterOf(deps.templates, query);
    const { cells, isComplete } = await countedCells(deps, { filter, range, signal });
    return timelineOf(range, cells, isComplete);
  }
  const [cells, follower] = await Promise.all([keptCells(deps.rows, kept), deps.follower()]);
  return timelineOf(range, cells, isComplete(follower, range));
}

/** Returns the range in whole buckets. */
function alignedRange({ from, to, bucketMs }: TimelineRange): TimelineRange {
  return { from: floorTo(from, bucketMs), to: ceilTo(to, bucketMs), bucketMs };
}

/** Returns what to read of the kept counts; null where they do not answer the query. */
function keptQuery(query: JobQuery, range: TimelineRange, now: number): KeptQuery | null {
  const { template, queue, ...others } = query;
  if (Object.values(others).some((value) => value !== undefined)) return null;
  const level = levelOf(range, now);
  if (level === null) return null;
  const kept = { level, from: range.from, to: range.to, template, queue };
  return readsOf(kept) > maxReads ? null : kept;
}

/** Returns the coarsest level of which buckets are made up, as far as it reaches back. */
function levelOf({ from, bucketMs }: TimelineRange, now: number): Level | null {
  const fitting = (["day", "hour", "minute"] as const).find(
    (level) => bucketMs % levels[level].unitMs === 0,
  );
  return fitting !== undefined && from >= now - levels[fitting].keptMs ? fitting : null;
}

/** What is left of a gap shrinks from its end. */
function isComplete(follower: FollowerRow | null, { from, to }: TimelineRange): boolean {
  if (follower === null) return false;
  const { gap } = follower;
  return gap === null || to <= gap.from || from >= gap.to;
}

async function countedCells(
  { store }: TimelineDeps,
  {
    filter,
    range,
    signal,
  }: { filter: JobFilter; range: TimelineRange; signal?: AbortSignal | undefined },
): Promise<{ cells: { at: number; cell: Cell }[]; isComplete: boolean }> {
  const { bucketMs: stepMs, from, to } = range;
  const asked = { by: "finishedAt", from, to, stepMs, filter, signal } as const;
  const { counts, isComplete } = await store.countByTime({ ...asked, bound: requestBound });
  const cells = counts.flatMap((count) => {
    const { at, state } = count;
    if (state !== "succeeded" && state !== "failed" && state !== "cancelled") return [];
    const cell = emptyCell();
    addTick(cell, { ...count, what: state });
    return { at, cell };
  });
  return { cells, isComplete };
}

function timelineOf(
  { from, to, bucketMs }: TimelineRange,
  cells: { at: number; cell: Cell }[],
  complete: boolean,
): Timeline {
  const buckets = Array.from({ length: (to - from) / bucketMs }, emptyCell);
  const whole = emptyCell();
  for (const { at, cell } of cells) {
    addCell(whole, cell);
    const bucket = buckets[Math.floor((at - from) / bucketMs)];
    if (bucket !== undefined) addCell(bucket, cell);
  }
  const items = buckets.map((cell, index) => ({
    at: isoTime(from + index * bucketMs),
    ...endedOf(cell),
  }));
  return { items, total: endedOf(whole), complete };
}

function endedOf(cell: Cell): Ended {
  return {
    succeeded: countIn(cell, "succeeded"),
    failed: countIn(cell, "failed"),
    cancelled: countIn(cell, "cancelled"),
    wait: percentilesOf(cell.wait),
    run: percentilesOf(cell.run),
  };
}

function percentilesOf(histogram: Cell["wait"]): Percentiles {
  return { p50: percentile(histogram, 0.5), p95: percentile(histogram, 0.95) };
}
