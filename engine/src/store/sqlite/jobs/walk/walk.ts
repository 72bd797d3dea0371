import { beginLooks, type Look, type LookBound } from "../../../verbs/look-bound.ts";
import type { Database } from "../../connection/database.ts";
import type { Scan } from "./scans.ts";
import { type FoundPlace, rowsPerSlice, type ScanQuery, type Slice, sliceEnd } from "./slices.ts";

type Walk = {
  query: ScanQuery;
  scan: Scan;
  look: Look;
  /** Where the run begins; null at its beginning. */
  start?: FoundPlace | null;
  /** All of the run is read, as for a count; else no more than a page, where all of it matches. */
  isWhole?: boolean;
};

/**
 * Walks a run slice by slice, and yields between slices so that its thread can answer others.
 * `read` reads one slice and returns whether it has enough. Returns the place at which the look was
 * over; null where the run ended before, or `read` had enough.
 */
export function* walk(
  database: Database,
  { query, scan, look, start = null, isWhole = false }: Walk,
  read: (slice: Slice) => boolean,
): Generator<void, FoundPlace | null, void> {
  for (let from = start; ; ) {
    const rows = look.sliceSize();
    const isLong = scan.ordered && (isWhole || !isDecided(query, scan));
    const end = isLong ? sliceEnd(database, query, scan, { from, rows }) : null;
    if (read({ from, end }) || end === null) return null;
    if (look.isOverAfter(rows)) return end;
    from = end;
    yield;
  }
}

/** Slices do not grow: others are answered between them. */
const sliceSizes = { first: rowsPerSlice, most: rowsPerSlice };

/** Begins the looks along some runs. Their time is that of the thread at work, whatever else runs. */
export function lookAlong(scans: readonly Scan[], bound: LookBound): () => Look {
  const looks = { runs: scans.length, slices: sliceSizes, monotonic: workedMs };
  return beginLooks(bound, looks);
}

/** Milliseconds that this thread has worked, for any call. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Whether all rows of a run match the filter. */
function isDecided({ filter }: ScanQuery, { decides }: Scan): boolean {
  return Object.entries(filter).every(
    ([part, value]) => value === undefined || decides.some((decided) => decided === part),
  );
}
