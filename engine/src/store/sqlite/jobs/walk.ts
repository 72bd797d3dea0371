import { beginLooks, type Look, type LookBound } from "../../look-bound.ts";
import type { Database } from "../connection/database.ts";
import type { Scan } from "./scans.ts";
import { type FoundPlace, rowsPerSlice, type ScanQuery, sliceEnd } from "./slices.ts";

/** A part of a run; null is open. */
export type Slice = { from: FoundPlace | null; end: FoundPlace | null };

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

/** Begins the looks along some runs. */
export function lookAlong(scans: readonly Scan[], bound: LookBound): () => Look {
  const monotonic = () => performance.now();
  return beginLooks(bound, { runs: scans.length, sliceSize: rowsPerSlice, monotonic });
}

/** Whether all rows of a run match the filter. */
function isDecided({ filter }: ScanQuery, { decides }: Scan): boolean {
  return Object.entries(filter).every(
    ([part, value]) => value === undefined || decides.some((decided) => decided === part),
  );
}
